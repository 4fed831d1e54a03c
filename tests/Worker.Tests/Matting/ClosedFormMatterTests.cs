using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Trimaps;
using static Pipeline.Worker.Tests.Matting.MattingScenes;

namespace Pipeline.Worker.Tests.Matting;

public class ClosedFormMatterTests
{
    [Fact]
    public void A_linear_mix_of_two_colours_is_recovered_exactly()
    {
        using var scene = Photo(120, 50, (x, _) => Mix(Ramp(x)));
        using var trimap = TrimapOf(120, 50, (x, _) => x < 20 ? 0 : x >= 100 ? 255 : 128);

        using var matte = Matte(scene, trimap);

        // Two for snapping, one for rounding and the solver.
        ForEach(matte.Plane, (x, y, alpha) => Assert.InRange(alpha - (255 * Ramp(x)), -3, 3));

        // Sixtieths make every mixed colour a whole number.
        static double Ramp(int x) => Math.Clamp((x - 30) / 60.0, 0, 1);
    }

    [Fact]
    public void A_smaller_working_size_agrees_with_the_full_one_on_a_soft_disc()
    {
        const int Size = 400;
        using var scene = Photo(Size, Size, (x, y) => Mix(Disc(x, y)));
        using var trimap = TrimapOf(Size, Size, (x, y) => Disc(x, y) is var a && a == 0 ? 0 : a == 1 ? 255 : 128);

        using var full = Matte(scene, trimap);
        using var upsampled = Matte(scene, trimap, new MattingOptions { MaxUnknowns = 5_000 });

        Assert.InRange(MeanDifference(full.Plane, upsampled.Plane, trimap), 0, 1.5);
        ForEach(upsampled.Plane, (x, y, alpha) => Assert.InRange(alpha - (255 * Disc(x, y)), -10, 10));

        static double Disc(int x, int y) =>
            Math.Clamp((120 - Math.Sqrt(((x - 200) * (x - 200)) + ((y - 200) * (y - 200)))) / 40, 0, 1);
    }

    [Fact]
    public void A_hole_marked_by_one_pixel_survives_the_coarser_levels()
    {
        using var scene = Photo(200, 200, (x, y) => InHole(x, y) ? Blue : Orange);
        using var trimap = TrimapOf(200, 200, (x, y) =>
            (x, y) == (101, 99) ? 0 : Math.Abs(x - 100) < 40 && Math.Abs(y - 100) < 40 ? 128 : 255);

        using var matte = Matte(scene, trimap);

        Assert.InRange(matte.Plane.At<byte>(85, 85), 0, 25);
        Assert.InRange(matte.Plane.At<byte>(65, 65), 230, 255);

        static bool InHole(int x, int y) => Math.Abs(x - 100) < 20 && Math.Abs(y - 100) < 20;
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(255, 255)]
    public void A_band_with_one_kind_of_neighbour_becomes_that_kind(byte known, byte expected)
    {
        using var scene = Noise(90, 70, seed: 3);
        using var trimap = TrimapOf(90, 70, (x, _) => x < 30 ? known : 128);

        using var matte = Matte(scene, trimap);

        Assert.InRange(MeanOf(matte), expected - 3, expected + 3);
    }

    [Fact]
    public void A_picture_without_any_known_pixel_stays_undecided()
    {
        using var scene = Noise(64, 64, seed: 4);
        using var trimap = TrimapOf(64, 64, (_, _) => 128);

        using var matte = Matte(scene, trimap);

        Assert.InRange(MeanOf(matte), 126, 129);
    }

    [Fact]
    public void A_picture_without_any_unknown_pixel_is_its_trimap()
    {
        using var scene = Noise(40, 30, seed: 5);
        using var trimap = TrimapOf(40, 30, (x, _) => x < 10 ? 0 : 255);

        using var matte = Matte(scene, trimap);

        Assert.Equal(0, Cv2.Norm(trimap.Plane, matte.Plane, NormTypes.INF));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 40)]
    [InlineData(40, 1)]
    [InlineData(3, 3)]
    [InlineData(31, 300)]
    public void Flat_and_tiny_pictures_are_solved_up_to_the_frame(int width, int height)
    {
        using var scene = Photo(width, height, (_, _) => Orange);
        using var trimap = TrimapOf(width, height, (_, y) => y < height / 4 ? 0 : y > height * 3 / 4 ? 255 : 128);

        using var matte = Matte(scene, trimap);

        for (var y = 1; y < height; y++)
        {
            Assert.True(matte.Plane.At<byte>(y, 0) >= matte.Plane.At<byte>(y - 1, 0), $"{y}");
            Assert.Equal(matte.Plane.At<byte>(y, 0), matte.Plane.At<byte>(y, width - 1), 3.0);
        }
    }

    [Fact]
    public void A_flat_picture_gets_a_monotonous_transition()
    {
        using var scene = Photo(60, 40, (_, _) => Orange);
        using var trimap = TrimapOf(60, 40, (x, _) => x < 20 ? 0 : x >= 40 ? 255 : 128);

        using var matte = Matte(scene, trimap);

        Assert.All(Enumerable.Range(20, 20), x =>
            Assert.True(matte.Plane.At<byte>(20, x) >= matte.Plane.At<byte>(20, x - 1), $"{x}"));
        Assert.InRange(matte.Plane.At<byte>(20, 29), 100, 155);
    }

    [Fact]
    public void Sizes_must_agree()
    {
        using var scene = Noise(40, 30, seed: 6);
        using var trimap = TrimapOf(30, 40, (_, _) => 128);

        Assert.Throws<ArgumentException>(() => Matte(scene, trimap));
    }

    private static AlphaMatte Matte(Photo photo, Trimap trimap, MattingOptions? options = null) =>
        new ClosedFormMatter(Options.Create(options ?? new MattingOptions()))
            .Matte(photo, trimap, TestContext.Current.CancellationToken);

    private static double MeanOf(AlphaMatte matte) => Cv2.Mean(matte.Plane).Val0;

    private static double MeanDifference(Mat a, Mat b, Trimap trimap) =>
        Cv2.Norm(a, b, NormTypes.L1) / trimap.UnknownCount;
}
