using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Matting.Areas;
using Pipeline.Worker.Tests.Support;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Tests.Matting;

/// <summary>A matting network decides what is unknown, and nothing else.</summary>
public sealed class OnnxAlphaMatterTests : IDisposable
{
    private readonly TemporaryModels _models = new();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData(64, 96)]
    [InlineData(301, 203)]
    [InlineData(31, 33)]
    [InlineData(5, 1)]
    public void The_unknown_is_the_networks_and_the_known_stays_exactly_known(int width, int height)
    {
        using var photo = Gradient(width, height);
        using var trimap = Bands(width, height);

        using var matte = Matter().Matte(photo, trimap, CancellationToken.None);

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var known = trimap.Plane.At<byte>(y, x);
                var expected = known == Trimap.Unknown
                    ? Math.Round((0.5 * photo.Pixels.At<Vec3b>(y, x).Item2) + (0.25 * Trimap.Unknown))
                    : known;
                Assert.InRange(matte.Plane.At<byte>(y, x), expected - 1, expected + (known == Trimap.Unknown ? 1 : 0));
                Assert.True(known == Trimap.Unknown || matte.Plane.At<byte>(y, x) == known);
            }
        }
    }

    [Fact]
    public void A_picture_beyond_the_limit_is_matted_smaller_and_brought_up_and_the_known_stays_exactly_known()
    {
        using var photo = Gradient(900, 700);
        using var trimap = Bands(900, 700);

        using var whole = Matter().Matte(photo, trimap, CancellationToken.None);
        using var smaller = Matter(new OnnxMattingOptions { MaxMegapixels = 0.1 }).Matte(photo, trimap, CancellationToken.None);

        using var unknown = new Mat();
        Cv2.Compare(trimap.Plane, new Scalar(Trimap.Unknown), unknown, CmpTypes.EQ);
        using var known = new Mat();
        Cv2.BitwiseNot(unknown, known);
        Assert.Equal(0, Cv2.Norm(smaller.Plane, trimap.Plane, NormTypes.INF, known));
        Assert.InRange(Cv2.Norm(smaller.Plane, whole.Plane, NormTypes.L1, unknown) / Cv2.CountNonZero(unknown), 0, 2);
        Assert.NotEqual(0, Cv2.Norm(smaller.Plane, whole.Plane, NormTypes.INF, unknown));
    }

    [Fact]
    public void Where_nothing_is_unknown_the_network_is_not_asked()
    {
        using var photo = Gradient(64, 64);
        using var trimap = new Trimap(new Mat(64, 64, MatType.CV_8UC1, Scalar.All(255)));
        var matter = Matter();
        File.Delete(_models.Store.GraphOf(_models.Store.Find("indexnet")!));

        using var matte = matter.Matte(photo, trimap, CancellationToken.None);

        Assert.Equal(0, Cv2.Norm(matte.Plane, trimap.Plane, NormTypes.INF));
        Assert.Null(matte.Network);
    }

    [Fact]
    public void Answers_beyond_0_and_1_are_cut_off_and_what_is_no_number_is_refused()
    {
        using var photo = Gradient(32, 32);
        using var trimap = new Trimap(new Mat(32, 32, MatType.CV_8UC1, new Scalar(Trimap.Unknown)));

        using var high = Matter(ofRed: 0, ofTrimap: 100).Matte(photo, trimap, CancellationToken.None);
        using var low = Matter(ofRed: 0, ofTrimap: -100).Matte(photo, trimap, CancellationToken.None);

        Assert.Equal((255.0, 0.0), (Cv2.Mean(high.Plane).Val0, Cv2.Mean(low.Plane).Val0));
        Assert.Throws<InvalidOperationException>(
            () => Matter(ofRed: 0, ofTrimap: float.NaN).Matte(photo, trimap, CancellationToken.None));
    }

    [Theory]
    [InlineData(MattingArea.Auto, 65_536, "box", 1)]
    [InlineData(MattingArea.Auto, 128, "tiles", 8)]
    [InlineData(MattingArea.Tiles, 65_536, "tiles", 8)]
    [InlineData(MattingArea.Full, 65_536, "full", 1)]
    public void Whatever_the_network_is_given_alpha_is_its_answer_and_the_result_tells(
        MattingArea area, int mebibytes, string told, int inputs)
    {
        using var photo = Gradient(900, 700);
        using var trimap = Ring(900, 700);

        using var whole = Matter(new OnnxMattingOptions { Area = MattingArea.Full, MaxMebibytes = 65_536 })
            .Matte(photo, trimap, CancellationToken.None);
        using var matte = Matter(new OnnxMattingOptions { Area = area, MaxMebibytes = mebibytes, TileSide = 256, Context = 64 })
            .Matte(photo, trimap, CancellationToken.None);

        Assert.InRange(Cv2.Norm(matte.Plane, whole.Plane, NormTypes.INF), 0, 1);
        Assert.Equal((told, inputs, 1.0), (matte.Network!.Area, matte.Network.Inputs, matte.Network.Scale));
    }

    [Fact]
    public void Tiles_of_a_smaller_picture_are_brought_up_and_the_known_stays_exactly_known()
    {
        using var photo = Gradient(1200, 900);
        using var trimap = Ring(1200, 900);

        using var whole = Matter().Matte(photo, trimap, CancellationToken.None);
        using var tiles = Matter(new OnnxMattingOptions { Area = MattingArea.Tiles, TileSide = 256, MaxMegapixels = 0.1, Context = 64 })
            .Matte(photo, trimap, CancellationToken.None);

        using var known = new Mat();
        Cv2.Compare(trimap.Plane, new Scalar(Trimap.Unknown), known, CmpTypes.NE);
        using var unknown = new Mat();
        Cv2.BitwiseNot(known, unknown);
        Assert.Equal(0, Cv2.Norm(tiles.Plane, trimap.Plane, NormTypes.INF, known));
        Assert.InRange(Cv2.Norm(tiles.Plane, whole.Plane, NormTypes.L1, unknown) / Cv2.CountNonZero(unknown), 0, 2);
        Assert.InRange(tiles.Network!.Scale, 0.6, 0.7);
        Assert.Equal(4, tiles.Network.Inputs);
    }

    [Fact]
    public void A_trimap_of_another_size_is_refused()
    {
        using var photo = Gradient(64, 64);
        using var trimap = Bands(32, 64);

        Assert.Throws<ArgumentException>(() => Matter().Matte(photo, trimap, CancellationToken.None));
    }

    private OnnxAlphaMatter Matter(OnnxMattingOptions? options = null, float ofRed = 0.5f, float ofTrimap = 0.25f) => new(
        _models.Open("indexnet", SmallGraphs.Matter(ofRed, ofTrimap)), Options.Create(options ?? new OnnxMattingOptions()));

    private static Photo Gradient(int width, int height)
    {
        var pixels = new Mat(height, width, MatType.CV_8UC3);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                pixels.Set(y, x, new Vec3b(10, (byte)(y % 256), (byte)(255 * x / width)));
            }
        }

        return new Photo(pixels);
    }

    /// <summary>A foreground disc, around it what is unknown, and around that background.</summary>
    private static Trimap Ring(int width, int height)
    {
        var plane = new Mat(height, width, MatType.CV_8UC1, new Scalar(Trimap.Background));
        var middle = new Point(width / 2, height / 2);
        Cv2.Circle(plane, middle, 160, new Scalar(Trimap.Unknown), -1);
        Cv2.Circle(plane, middle, 120, new Scalar(Trimap.Foreground), -1);
        return new Trimap(plane);
    }

    /// <summary>Background, unknown and foreground from left to right.</summary>
    private static Trimap Bands(int width, int height)
    {
        var plane = new Mat(height, width, MatType.CV_8UC1, new Scalar(Trimap.Unknown));
        if (width >= 3)
        {
            using var left = plane[new Rect(0, 0, width / 3, height)];
            left.SetTo(new Scalar(Trimap.Background));
            using var right = plane[new Rect(width - (width / 3), 0, width / 3, height)];
            right.SetTo(new Scalar(Trimap.Foreground));
        }

        return new Trimap(plane);
    }
}
