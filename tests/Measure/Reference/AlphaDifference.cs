using System.Globalization;
using OpenCvSharp;

namespace Pipeline.Measure.Reference;

/// <summary>How far one alpha is from another of the same photo, in levels of 255.</summary>
/// <param name="Mean">Over the pixels where one of both is neither 0 nor 255.</param>
/// <param name="Largest">Of all pixels.</param>
/// <param name="EqualShare">Of all pixels, 0..1.</param>
internal sealed record AlphaDifference(double Mean, double Largest, double EqualShare)
{
    /// <param name="first">File: a grey matte, or a picture with alpha.</param>
    /// <param name="second">Likewise, of the same size.</param>
    public static AlphaDifference Of(string first, string second)
    {
        using var one = Read(first);
        using var other = Read(second);
        using var difference = new Mat();
        Cv2.Absdiff(one, other, difference);
        using var fractional = new Mat();
        using var fractionalToo = new Mat();
        Cv2.InRange(one, new Scalar(1), new Scalar(254), fractional);
        Cv2.InRange(other, new Scalar(1), new Scalar(254), fractionalToo);
        Cv2.BitwiseOr(fractional, fractionalToo, fractional);
        Cv2.MinMaxLoc(difference, out _, out double largest);
        var differing = difference.CountNonZero() / (double)difference.Total();
        return new AlphaDifference(Cv2.Mean(difference, fractional).Val0, largest, 1 - differing);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Mean:0.00}, {Largest:0}, {100 * EqualShare:0.00} %");

    private static Mat Read(string file)
    {
        var read = Cv2.ImRead(file, ImreadModes.Unchanged);
        if (read.Channels() == 1)
        {
            return read;
        }

        using (read)
        {
            return read.ExtractChannel(3);
        }
    }
}
