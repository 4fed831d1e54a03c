using OpenCvSharp;
using Pipeline.Measure.Runs;

namespace Pipeline.Measure.Pages;

/// <summary>
/// The pictures beside a page, below <c>pictures/</c>: photo, cutout on a checkerboard, true matte, matte, and the
/// error of alpha in red (too opaque) and blue (too transparent) on white.
/// </summary>
internal static class Thumbnails
{
    public const string Folder = "pictures";

    /// <summary>The longer side in pixels.</summary>
    private const int Side = 480;

    /// <summary>File of a kind of thumbnail, relative to the page.</summary>
    /// <param name="name">Of the picture; its folders become part of the file's name.</param>
    /// <param name="kind">photo, cutout, truth, matte or error.</param>
    public static string FileOf(string name, string kind) =>
        $"{Folder}/{name.Replace('/', '~')}-{kind}.{(kind is "photo" or "cutout" ? "jpg" : "png")}";

    public static void Write(string run, string name, string? photo, ResultPicture result, TruePicture truth)
    {
        Directory.CreateDirectory(Path.Combine(run, Folder));
        if (photo is not null)
        {
            using var picture = Cv2.ImRead(photo, ImreadModes.Color);
            Write(run, name, "photo", picture);
        }

        if (result.Cutout is { } cutout)
        {
            using var opaque = Checkerboard.Under(cutout, Scale(cutout));
            Write(run, name, "cutout", opaque);
        }

        Write(run, name, "truth", truth.Alpha);
        Write(run, name, "matte", result.Alpha);
        using var error = ErrorOf(result.Alpha, truth.Alpha);
        Write(run, name, "error", error);
    }

    private static void Write(string run, string name, string kind, Mat picture)
    {
        if (picture.Empty())
        {
            return;
        }

        using var small = Shrink(picture);
        Cv2.ImWrite(Path.Combine(run, FileOf(name, kind)), small);
    }

    private static Mat Shrink(Mat picture)
    {
        var scale = Scale(picture);
        var size = new Size(Math.Max(1, picture.Width * scale), Math.Max(1, picture.Height * scale));
        var small = new Mat();
        Cv2.Resize(picture, small, size, interpolation: InterpolationFlags.Area);
        return small;
    }

    private static double Scale(Mat picture) => Math.Min(1, (double)Side / Math.Max(picture.Width, picture.Height));

    private static Mat ErrorOf(Mat estimate, Mat truth)
    {
        using var over = new Mat();
        using var under = new Mat();
        Cv2.Subtract(estimate, truth, over);
        Cv2.Subtract(truth, estimate, under);
        using var either = new Mat();
        Cv2.Max(over, under, either);
        foreach (var plane in (Mat[])[over, under, either])
        {
            Cv2.BitwiseNot(plane, plane);
        }

        var error = new Mat();
        Cv2.Merge([over, either, under], error);
        return error;
    }
}
