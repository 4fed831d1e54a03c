using System.CommandLine;
using OpenCvSharp;

namespace Pipeline.Measure;

/// <summary>A contact sheet: each photo beside its cutout on a checkerboard, to be looked at.</summary>
internal static class SheetCommand
{
    private const int Gap = 8;

    private static readonly Argument<DirectoryInfo> Photos = new("PHOTOS") { Description = "Folder of photos." };

    private static readonly Argument<DirectoryInfo> Cutouts = new("CUTOUTS") { Description = "Folder of their cutouts." };

    private static readonly Option<FileInfo> Out = new("--out", "-o")
    {
        Description = "The sheet, PNG or JPEG.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<int> Side = new("--side")
    {
        Description = "Side of a cell in pixels.",
        DefaultValueFactory = _ => 320,
    };

    private static readonly Option<int> Columns = new("--columns")
    {
        Description = "Pairs side by side.",
        DefaultValueFactory = _ => 3,
    };

    public static Command Make()
    {
        var command = new Command("sheet", "Photos beside their cutouts, as one picture.")
        {
            Photos, Cutouts, Out, Side, Columns,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(Photos),
            parsed.GetRequiredValue(Cutouts),
            parsed.GetRequiredValue(Out).FullName,
            parsed.GetValue(Side),
            parsed.GetValue(Columns)));
        return command;
    }

    private static int Run(DirectoryInfo photos, DirectoryInfo cutouts, string sheet, int side, int columns)
    {
        var pairs = photos.EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(photo => (Photo: photo.FullName, Cutout: Path.Combine(
                cutouts.FullName,
                Path.ChangeExtension(Path.GetRelativePath(photos.FullName, photo.FullName), ".png"))))
            .Where(pair => File.Exists(pair.Cutout))
            .OrderBy(pair => pair.Photo, StringComparer.Ordinal)
            .ToList();
        if (pairs.Count == 0)
        {
            Console.Error.WriteLine($"No photo in {photos} has a cutout in {cutouts}.");
            return 2;
        }

        var rows = (pairs.Count + columns - 1) / columns;
        using var canvas = new Mat(
            rows * (side + Gap), columns * 2 * (side + Gap), MatType.CV_8UC3, Scalar.All(255));
        for (var i = 0; i < pairs.Count; i++)
        {
            var corner = new Point(i % columns * 2 * (side + Gap), i / columns * (side + Gap));
            Place(canvas, pairs[i].Photo, corner, side);
            Place(canvas, pairs[i].Cutout, new Point(corner.X + side + Gap, corner.Y), side);
        }

        Console.WriteLine($"{pairs.Count} pairs in {sheet}");
        return Cv2.ImWrite(sheet, canvas) ? 0 : 1;
    }

    private static void Place(Mat canvas, string file, Point corner, int side)
    {
        var isCutout = file.EndsWith(".png", StringComparison.OrdinalIgnoreCase);
        using var read = Cv2.ImRead(file, isCutout ? ImreadModes.Unchanged : ImreadModes.Color);
        var scale = (double)side / Math.Max(read.Width, read.Height);
        var size = new Size((int)(read.Width * scale), (int)(read.Height * scale));
        using var opaque = read.Channels() == 4 ? Checkerboard.Under(read, scale) : read.Clone();
        Cv2.Resize(opaque, opaque, size, interpolation: InterpolationFlags.Area);
        using var cell = new Mat(canvas, new Rect(corner, size));
        opaque.CopyTo(cell);
    }
}
