using System.Globalization;
using OpenCvSharp;
using Pipeline.Measure.Runs;

namespace Pipeline.Measure.Quality;

/// <summary>
/// A contact sheet of the pictures with the lowest IoU, the worst first: photo, mask, cutout over green and cutout over
/// a checkerboard. Only the worst so far are kept, each as its strip of the sheet.
/// </summary>
internal sealed class WorstSheet : IDisposable
{
    /// <summary>Pictures on the sheet, and how many of them side by side.</summary>
    public const int Most = 12, Columns = 2;

    /// <summary>In pixels.</summary>
    public const int Side = 240, Gap = 8, Caption = 24;

    private const int Cells = 4;

    private static readonly Size Strip = new(Cells * (Side + Gap), Side + Caption);

    private static readonly Vec3b Green = new(0, 255, 0);

    private readonly List<(double Iou, Mat Strip)> _worst = [];

    /// <summary>Draws a picture if it is among the worst so far.</summary>
    public void Show(QualityScore score, string photo, TruePicture truth, ResultPicture result)
    {
        if (_worst.Count == Most && score.Iou >= _worst[^1].Iou)
        {
            return;
        }

        // Of equal ones the earlier comes first.
        var place = _worst.FindIndex(other => other.Iou > score.Iou);
        _worst.Insert(place < 0 ? _worst.Count : place, (score.Iou, Draw(score, photo, truth, result)));
        if (_worst.Count > Most)
        {
            _worst[Most].Strip.Dispose();
            _worst.RemoveAt(Most);
        }
    }

    /// <summary>Row by row; a JPEG of quality 90.</summary>
    public void Write(string file)
    {
        var rows = (_worst.Count + Columns - 1) / Columns;
        using var sheet = new Mat(rows * Strip.Height, Columns * Strip.Width, MatType.CV_8UC3, Scalar.All(255));
        for (var i = 0; i < _worst.Count; i++)
        {
            var corner = new Point(i % Columns * Strip.Width, i / Columns * Strip.Height);
            using var place = new Mat(sheet, new Rect(corner, Strip));
            _worst[i].Strip.CopyTo(place);
        }

        Cv2.ImWrite(file, sheet, new ImageEncodingParam(ImwriteFlags.JpegQuality, 90));
    }

    public void Dispose() => _worst.ForEach(entry => entry.Strip.Dispose());

    private static Mat Draw(QualityScore score, string photo, TruePicture truth, ResultPicture result)
    {
        var strip = new Mat(Strip, MatType.CV_8UC3, Scalar.All(255));
        using var picture = Cv2.ImRead(photo, ImreadModes.Color);
        using var mask = new Mat();
        Cv2.CvtColor(truth.Alpha, mask, ColorConversionCodes.GRAY2BGR);
        var cutout = result.Cutout!;
        using var onGreen = Checkerboard.Plain(cutout, Green);
        using var onSquares = Checkerboard.Under(cutout, (double)Side / Math.Max(cutout.Width, cutout.Height));
        Mat[] cells = [picture, mask, onGreen, onSquares];
        for (var i = 0; i < Cells; i++)
        {
            Place(strip, cells[i], i * (Side + Gap));
        }

        var iou = score.Iou.ToString("0.000", CultureInfo.InvariantCulture);
        var text = $"{iou} {score.Picture} {score.Outcome.Failure}".TrimEnd();
        Cv2.PutText(
            strip, text, new Point(2, Side + 16), HersheyFonts.HersheySimplex, 0.45, Scalar.All(0), 1, LineTypes.AntiAlias);
        return strip;
    }

    /// <summary>Down at the caption; a photo that cannot be read leaves its cell white.</summary>
    private static void Place(Mat strip, Mat picture, int left)
    {
        if (picture.Empty())
        {
            return;
        }

        var scale = (double)Side / Math.Max(picture.Width, picture.Height);
        var size = new Size(Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)));
        using var small = new Mat();
        Cv2.Resize(picture, small, size, interpolation: InterpolationFlags.Area);
        using var cell = new Mat(strip, new Rect(new Point(left, Side - size.Height), size));
        small.CopyTo(cell);
    }
}
