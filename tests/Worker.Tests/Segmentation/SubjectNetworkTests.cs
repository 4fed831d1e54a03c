using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Segmentation;

namespace Pipeline.Worker.Tests.Segmentation;

public sealed class SubjectNetworkTests : IDisposable
{
    private readonly SubjectNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [Theory]
    [InlineData(400, 300)]
    [InlineData(90, 700)]
    [InlineData(20, 16)]
    [InlineData(1, 1)]
    public void Every_size_has_odds_of_the_size_asked_for(int width, int height)
    {
        using var photo = new Photo(new Mat(height, width, MatType.CV_8UC3, new Scalar(200, 210, 220)));

        var odds = LogOdds(photo, new Size(40, 30));

        Assert.Equal(40 * 30, odds.Length);
        Assert.All(odds, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_product_that_hardly_differs_from_its_backdrop_is_seen_where_it_stands()
    {
        using var photo = FaintBox();

        var odds = LogOdds(photo, new Size(64, 64));

        Assert.False(_network.Opinion(photo, new Size(64, 64)).IsOfAnyScene);
        Assert.True(Mean(odds, 26, 26, 12) > Mean(odds, 2, 2, 10) + 2);
    }

    [Fact]
    public void Somebody_before_trees_is_seen_by_the_network_for_any_scene()
    {
        using var photo = Passer();

        var odds = LogOdds(photo, new Size(64, 64));

        Assert.True(_network.Opinion(photo, new Size(64, 64)).IsOfAnyScene);
        Assert.True(Mean(odds, 27, 22, 10) > Mean(odds, 4, 22, 10) + 2, "chest, trees");
        Assert.True(Mean(odds, 27, 22, 10) > Mean(odds, 50, 50, 10) + 2, "chest, ground");
    }

    [Theory]
    [InlineData(400, 300, 400, 300)]
    [InlineData(1600, 1200, 640, 480)]
    [InlineData(20, 16, 32, 32)]
    [InlineData(4000, 20, 640, 32)]
    public void Shares_cover_the_photo_at_640_pixels_or_less(int width, int height, int columns, int rows)
    {
        using var photo = new Photo(new Mat(height, width, MatType.CV_8UC3, new Scalar(200, 210, 220)));
        using var said = new Mat(30, 40, MatType.CV_32FC1, Scalar.All(-1));

        using var shares = _network.Shares(photo, said);

        Cv2.MinMaxLoc(shares, out double least, out var most);
        Assert.Equal(new Size(columns, rows), shares.Size());
        Assert.InRange(least, 0, 1);
        Assert.InRange(most, 0, 1);
    }

    [Fact]
    public void A_grid_that_was_seen_as_a_blur_is_drawn_with_its_gaps()
    {
        using var grid = new BarGrid();
        using var said = new Mat(64, 64, MatType.CV_32FC1, Scalar.All(-4));
        said[new Rect(16, 16, 32, 32)].SetTo(Scalar.All(1));

        using var shares = _network.Shares(grid.Photo, said);

        Assert.True(shares.Mean(grid.Bars).Val0 > 0.7, $"{shares.Mean(grid.Bars).Val0:0.00}");
        Assert.True(shares.Mean(grid.Gaps).Val0 < 0.3, $"{shares.Mean(grid.Gaps).Val0:0.00}");
    }

    [Fact]
    public void The_same_photo_has_the_same_odds_from_several_threads()
    {
        using var photo = FaintBox();
        var first = LogOdds(photo, new Size(64, 64));

        Assert.All(
            Enumerable.Range(0, 8).AsParallel().Select(_ => LogOdds(photo, new Size(64, 64))),
            odds => Assert.Equal(first, odds));
    }

    private float[] LogOdds(Photo photo, Size size) => _network.CloseLogOdds(_network.Opinion(photo, size), photo, size);

    /// <summary>In a red shirt and blue trousers, before sky, trees of many greens and a path.</summary>
    private static Photo Passer()
    {
        var pixels = new Mat(256, 256, MatType.CV_8UC3, new Scalar(235, 215, 190));
        var random = new Random(3);
        for (var i = 0; i < 900; i++)
        {
            var leaf = new Point(random.Next(256), 60 + random.Next(120));
            Cv2.Ellipse(
                pixels, leaf, new Size(3 + random.Next(9), 3 + random.Next(6)), random.Next(180), 0, 360,
                new Scalar(20 + random.Next(60), 50 + random.Next(110), 20 + random.Next(60)), -1);
        }

        pixels[new Rect(0, 180, 256, 76)].SetTo(new Scalar(120, 150, 170));
        Cv2.Rectangle(pixels, new Rect(108, 150, 18, 90), new Scalar(110, 60, 40), -1);
        Cv2.Rectangle(pixels, new Rect(130, 150, 18, 90), new Scalar(110, 60, 40), -1);
        Cv2.Rectangle(pixels, new Rect(102, 78, 52, 78), new Scalar(50, 40, 190), -1);
        Cv2.Rectangle(pixels, new Rect(88, 82, 14, 64), new Scalar(120, 150, 220), -1);
        Cv2.Rectangle(pixels, new Rect(154, 82, 14, 64), new Scalar(120, 150, 220), -1);
        Cv2.Circle(pixels, new Point(128, 56), 20, new Scalar(120, 150, 220), -1);
        Cv2.Ellipse(pixels, new Point(128, 44), new Size(22, 14), 0, 180, 360, new Scalar(20, 30, 50), -1);
        return new Photo(pixels);
    }

    /// <summary>Soft light on a white box before white, as a lamp above would give it.</summary>
    private static Photo FaintBox()
    {
        var pixels = new Mat(192, 192, MatType.CV_8UC3, new Scalar(238, 239, 240));
        pixels[new Rect(56, 56, 80, 90)].SetTo(new Scalar(226, 228, 230));
        pixels[new Rect(56, 56, 80, 8)].SetTo(new Scalar(248, 249, 250));
        pixels[new Rect(50, 146, 92, 5)].SetTo(new Scalar(205, 206, 208));
        Cv2.GaussianBlur(pixels, pixels, default, 1);
        return new Photo(pixels);
    }

    private static float Mean(float[] odds, int x, int y, int side) => (
        from row in Enumerable.Range(y, side)
        from column in Enumerable.Range(x, side)
        select odds[(row * 64) + column]).Average();
}
