using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Foreground;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Trimaps;
using Spectre.Console;
using Size = OpenCvSharp.Size;

namespace Pipeline.Measure;

/// <summary>
/// How near foreground estimators come to the subject's true colours in rendered pictures: with the true alpha, and
/// with the one that the chain's matter finds in a band around the true edge.
/// </summary>
internal static class ForegroundCommand
{
    /// <summary>Half-width in pixels of the band that matting is given around what is truly fractional.</summary>
    private const int Band = 10;

    private static readonly Argument<DirectoryInfo> Truth = new("TRUTH")
    {
        Description = "Folder with images/, alpha/ and foreground/, as the studio renders it.",
    };

    public static Command Make()
    {
        var command = new Command(
            "foreground",
            "Mean colour error of foreground estimators where alpha is fractional, weighted by the alpha given, 0..255.") { Truth };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(Truth).FullName));
        return command;
    }

    private static int Run(string truth)
    {
        var images = Directory.EnumerateFiles(Path.Combine(truth, "images")).Order(StringComparer.Ordinal).ToList();
        if (images.Count == 0)
        {
            Console.Error.WriteLine($"No pictures in {truth}.");
            return 2;
        }

        (string Name, IForegroundEstimator? Estimator)[] methods =
        [
            ("the photo itself", null),
            ("blur-fusion", new BlurFusion()),
            ("multilevel", new MultilevelForeground(Options.Create(new ForegroundOptions()))),
        ];
        var results = Array.ConvertAll(methods, _ => new ForegroundErrors());
        foreach (var image in images)
        {
            Measure(truth, image, Array.ConvertAll(methods, method => method.Estimator), results);
        }

        var table = new Table().AddColumns("estimator", "with true alpha", "with estimated alpha", "CPU s/MP");
        foreach (var (method, result) in methods.Zip(results))
        {
            table.AddRow(
                method.Name,
                Text(result.WithTrueAlpha.Average()),
                Text(result.WithEstimatedAlpha.Average()),
                result.Megapixels > 0 ? Text(result.Seconds / result.Megapixels) : "none");
        }

        Tables.Write(table);
        return 0;
    }

    private static void Measure(
        string truth, string image, IForegroundEstimator?[] estimators, ForegroundErrors[] results)
    {
        var name = Path.GetFileNameWithoutExtension(image) + ".png";
        using var photo = new ImageDecoder(Options.Create(new ImageLimits())).Decode(File.ReadAllBytes(image));
        using var alpha = new AlphaMatte(Cv2.ImRead(Path.Combine(truth, "alpha", name), ImreadModes.Grayscale));
        using var colours = Cv2.ImRead(Path.Combine(truth, "foreground", name), ImreadModes.Color);
        using var estimated = Matte(photo, alpha);
        foreach (var (estimator, result) in estimators.Zip(results))
        {
            result.WithTrueAlpha.Add(ErrorOf(estimator, photo, alpha, alpha, colours, result));
            result.WithEstimatedAlpha.Add(ErrorOf(estimator, photo, estimated, alpha, colours, result));
        }
    }

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>The chain's matter, told everything but the band around the true edge.</summary>
    private static AlphaMatte Matte(Photo photo, AlphaMatte truth)
    {
        using var fractional = new Mat();
        Cv2.InRange(truth.Plane, new Scalar(1), new Scalar(254), fractional);
        using var disc = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size((2 * Band) + 1, (2 * Band) + 1));
        Cv2.Dilate(fractional, fractional, disc);
        var plane = truth.Plane.Clone();
        plane.SetTo(new Scalar(Trimap.Unknown), fractional);
        using var trimap = new Trimap(plane);
        return new ClosedFormMatter(Options.Create(new MattingOptions())).Matte(photo, trimap, CancellationToken.None);
    }

    private static double ErrorOf(
        IForegroundEstimator? estimator, Photo photo, AlphaMatte alpha, AlphaMatte truth, Mat colours, ForegroundErrors noted)
    {
        if (estimator is null)
        {
            return Error(photo.Pixels, photo, alpha, truth, colours);
        }

        var before = Cpu();
        using var found = estimator.Estimate(photo, alpha, CancellationToken.None);
        noted.Seconds += (Cpu() - before).TotalSeconds;
        noted.Megapixels += photo.Width * (double)photo.Height / 1e6;
        return Error(found, photo, alpha, truth, colours);
    }

    /// <summary>
    /// Over the pixels that are truly fractional, each by as much of it as the cutout shows; where alpha is 255 the
    /// colour is the photo's.
    /// </summary>
    private static double Error(Mat found, Photo photo, AlphaMatte alpha, AlphaMatte truth, Mat colours)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var y = 0; y < photo.Height; y++)
        {
            var seen = alpha.Plane.AsRows<byte>()[y];
            var cover = truth.Plane.AsRows<byte>()[y];
            var own = photo.Pixels.AsRows<Vec3b>()[y];
            var estimate = found.AsRows<Vec3b>()[y];
            var right = colours.AsRows<Vec3b>()[y];
            for (var x = 0; x < photo.Width; x++)
            {
                if (cover[x] is > 0 and < 255)
                {
                    var (a, b) = (seen[x] == 255 ? own[x] : estimate[x], right[x]);
                    var difference = Math.Abs(a.Item0 - b.Item0) + Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2);
                    sum += seen[x] * difference / 3.0;
                    weight += seen[x];
                }
            }
        }

        return weight > 0 ? sum / weight : 0;
    }

    private static TimeSpan Cpu() => Environment.CpuUsage.TotalTime;
}
