using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Tests.Imaging;

public sealed class PngEncoderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_png_gives_back_every_value_of_every_channel(bool hasAlpha)
    {
        using var colours = new Mat(61, 47, MatType.CV_8UC3);
        using var alpha = new Mat(61, 47, MatType.CV_8UC1);
        var random = new RNG(3);
        random.Fill(colours, DistributionType.Uniform, Scalar.All(0), Scalar.All(256));
        random.Fill(alpha, DistributionType.Uniform, Scalar.All(0), Scalar.All(256));

        using var read = Cv2.ImDecode(PngEncoder.Encode(colours, hasAlpha ? alpha : null), ImreadModes.Unchanged);

        Assert.Equal(hasAlpha ? MatType.CV_8UC4 : MatType.CV_8UC3, read.Type());
        using var bgr = new Mat(61, 47, MatType.CV_8UC3);
        Cv2.MixChannels([read], [bgr], [0, 0, 1, 1, 2, 2]);
        Assert.Equal(0, Cv2.Norm(colours, bgr, NormTypes.INF));
        Assert.True(!hasAlpha || Cv2.Norm(alpha, read.ExtractChannel(3), NormTypes.INF) == 0);
    }

    [Fact]
    public void The_same_pixels_give_the_same_bytes()
    {
        using var colours = new Mat(300, 200, MatType.CV_8UC3, new Scalar(1, 2, 3));
        Cv2.Circle(colours, 100, 150, 60, new Scalar(90, 80, 70), -1, LineTypes.AntiAlias);

        Assert.Equal(PngEncoder.Encode(colours, null), PngEncoder.Encode(colours, null));
    }

    [Fact]
    public void Planes_of_different_sizes_are_refused()
    {
        using var colours = new Mat(2, 2, MatType.CV_8UC3);
        using var alpha = new Mat(2, 3, MatType.CV_8UC1);

        Assert.Throws<ArgumentException>(() => PngEncoder.Encode(colours, alpha));
    }
}
