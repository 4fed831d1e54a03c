using OpenCvSharp;

namespace Pipeline.Measure.Runs;

/// <summary>What was made of a photo: a cutout with colours, or a grey matte.</summary>
internal sealed class ResultPicture : IDisposable
{
    private ResultPicture(Mat alpha, Mat? cutout) => (Alpha, Cutout) = (alpha, cutout);

    /// <summary>CV_8UC1.</summary>
    public Mat Alpha { get; }

    /// <summary>CV_8UC4, straight alpha; null for a grey matte.</summary>
    public Mat? Cutout { get; }

    /// <summary>Alpha 0 everywhere: what a missing result is scored as.</summary>
    public static ResultPicture Nothing(Size size) =>
        new(new Mat(size, MatType.CV_8UC1, Scalar.All(0)), new Mat(size, MatType.CV_8UC4, Scalar.All(0)));

    /// <returns>Null when the file is no picture.</returns>
    public static ResultPicture? Read(string file)
    {
        using var stored = Cv2.ImRead(file, ImreadModes.Unchanged);
        return Of(stored);
    }

    /// <returns>Null when the bytes are no picture.</returns>
    public static ResultPicture? Decode(byte[] bytes)
    {
        using var stored = Cv2.ImDecode(bytes, ImreadModes.Unchanged);
        return Of(stored);
    }

    public void Dispose()
    {
        Alpha.Dispose();
        Cutout?.Dispose();
    }

    private static ResultPicture? Of(Mat stored)
    {
        if (stored.Empty())
        {
            return null;
        }

        var picture = new Mat();
        var type = MatType.MakeType(MatType.CV_8U, stored.Channels());
        stored.ConvertTo(picture, type, stored.ElemSize1() == 2 ? 1 / 257.0 : 1);
        switch (picture.Channels())
        {
            case 4:
                return new ResultPicture(picture.ExtractChannel(3), picture);
            case 3:
                Cv2.CvtColor(picture, picture, ColorConversionCodes.BGR2GRAY);
                break;
        }

        return new ResultPicture(picture, null);
    }
}
