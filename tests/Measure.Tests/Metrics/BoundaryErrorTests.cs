using OpenCvSharp;
using Pipeline.Measure.Metrics;

namespace Pipeline.Measure.Tests.Metrics;

public sealed class BoundaryErrorTests
{
    [Fact]
    public void A_half_that_ends_three_pixels_further_is_three_pixels_off()
    {
        using var truth = Mattes.Box(40, 30, new Rect(0, 0, 20, 30));
        using var estimate = Mattes.Box(40, 30, new Rect(0, 0, 23, 30));

        Assert.Equal(3, BoundaryError.Of(estimate, truth), 5);
        Assert.Equal(0, BoundaryError.Of(truth, truth));
    }

    [Fact]
    public void A_speck_counts_by_its_distance_one_way_only()
    {
        using var truth = Mattes.Box(41, 10, new Rect(0, 0, 10, 10));
        using var estimate = Mattes.Box(41, 10, new Rect(0, 0, 10, 10));
        estimate.Set(4, 30, (byte)255);

        // The outline is column 9, ten pixels; the speck lies 21 pixels from it: (21 / 11 + 0) / 2.
        Assert.Equal(21.0 / 11 / 2, BoundaryError.Of(estimate, truth), 5);
        Assert.Equal(BoundaryError.Of(estimate, truth), BoundaryError.Of(truth, estimate), 9);
    }

    [Fact]
    public void Where_only_one_has_an_outline_it_is_the_diagonal()
    {
        using var truth = Mattes.Box(40, 30, new Rect(5, 5, 20, 20));
        using var nothing = new Mat(30, 40, MatType.CV_8UC1, Scalar.All(0));
        using var everything = Mattes.Box(40, 30, new Rect(0, 0, 40, 30));

        Assert.Equal(50, BoundaryError.Of(nothing, truth));
        Assert.Equal(50, BoundaryError.Of(everything, truth));
        Assert.Equal(0, BoundaryError.Of(nothing, everything));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Agrees_with_the_nearest_pixel_found_by_trying_all(int seed)
    {
        using var estimate = Mattes.Random(seed);
        using var truth = Mattes.Random(seed + 7);
        var (found, expected) = (Outline(Mattes.Pixels(estimate), 41), Outline(Mattes.Pixels(truth), 41));

        Assert.NotEmpty(found);
        var slow = (Mean(found, expected) + Mean(expected, found)) / 2;
        Assert.Equal(slow, BoundaryError.Of(estimate, truth), 4);
    }

    private static double Mean(List<(int X, int Y)> from, List<(int X, int Y)> to) =>
        from.Average(a => to.Min(b => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y))));

    private static List<(int X, int Y)> Outline(byte[] alpha, int width)
    {
        var height = alpha.Length / width;
        bool Outside(int x, int y) => x >= 0 && y >= 0 && x < width && y < height && alpha[y * width + x] <= 127;
        return [.. Enumerable.Range(0, alpha.Length).Select(i => (X: i % width, Y: i / width))
            .Where(p => alpha[p.Y * width + p.X] > 127)
            .Where(p => Outside(p.X - 1, p.Y) || Outside(p.X + 1, p.Y) || Outside(p.X, p.Y - 1) || Outside(p.X, p.Y + 1))];
    }
}
