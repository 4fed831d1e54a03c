using OpenCvSharp;
using Pipeline.Worker.Matting;

namespace Pipeline.Worker.Tests.Matting;

public class BlockGridTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(6)]
    public void JPEG_shows_its_blocks_and_the_picture_before_it_does_not(double noise)
    {
        using var picture = Photograph(noise);
        Cv2.ImEncode(".jpg", picture, out var file, new ImageEncodingParam(ImwriteFlags.JpegQuality, 88));
        using var compressed = Cv2.ImDecode(file, ImreadModes.Color);

        Assert.False(BlockGrid.Shows(picture));
        Assert.True(BlockGrid.Shows(compressed));
    }

    [Theory]
    [InlineData(64, 64)]
    [InlineData(1, 1)]
    [InlineData(7, 300)]
    public void Nothing_is_seen_in_flat_and_tiny_pictures(int width, int height)
    {
        using var picture = new Mat(height, width, MatType.CV_8UC3, Scalar.All(90));

        Assert.False(BlockGrid.Shows(picture));
    }

    private static Mat Photograph(double noise)
    {
        var random = new Random(5);
        var picture = new Mat(240, 320, MatType.CV_8UC3);
        for (var y = 0; y < 240; y++)
        {
            for (var x = 0; x < 320; x++)
            {
                var wave = 120 + (50 * Math.Sin(x / 21.0)) + (40 * Math.Cos((y + x) / 13.0));
                byte Level() => (byte)Math.Clamp(wave + (noise * (random.NextDouble() - 0.5) * 2), 0, 255);
                picture.Set(y, x, new Vec3b(Level(), Level(), Level()));
            }
        }

        return picture;
    }
}
