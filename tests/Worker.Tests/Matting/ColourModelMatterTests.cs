using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Trimaps;
using static Pipeline.Worker.Tests.Matting.MattingScenes;

namespace Pipeline.Worker.Tests.Matting;

public class ColourModelMatterTests
{
    [Fact]
    public void A_wire_that_touches_no_known_subject_is_found_by_its_colour()
    {
        // Closed form has nothing that would lift the wire to 1.
        using var scene = Photo(160, 120, (x, y) => IsSubject(x, y) ? Orange : Backdrop(x, y));
        using var trimap = TrimapOf(160, 120, (x, y) => x is > 20 and < 50 ? 255 : Math.Abs(x - 110) < 12 ? 128 : 0);

        using var matte = Matte(scene, trimap);
        using var plain = new ClosedFormMatter(Options.Create(new MattingOptions()))
            .Matte(scene, trimap, TestContext.Current.CancellationToken);

        Assert.InRange(matte.Plane.At<byte>(60, 110), 250, 255);
        Assert.InRange(matte.Plane.At<byte>(60, 116), 0, 5);
        Assert.InRange(plain.Plane.At<byte>(60, 110), 0, 100);

        static bool IsSubject(int x, int y) => x is > 20 and < 50 || Math.Abs(x - 110) < 2;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_background_of_black_and_white_stripes_is_matted(int width)
    {
        using var scene = Photo(200, 160, (x, y) => x is > 80 and < 120
            ? Orange
            : y / width % 2 == 0 ? new Vec3b(255, 255, 255) : new Vec3b(0, 0, 0));
        using var trimap = TrimapOf(200, 160, (x, _) => x is > 88 and < 112 ? 255 : x is > 70 and < 130 ? 128 : 0);

        using var matte = Matte(scene, trimap);

        Assert.InRange(matte.Plane.At<byte>(80, 86), 230, 255);
        Assert.InRange(matte.Plane.At<byte>(80, 74), 0, 25);
    }

    [Fact]
    public void A_hole_marked_by_one_pixel_survives()
    {
        using var scene = Photo(200, 200, (x, y) => InHole(x, y) ? Blue : Orange);
        using var trimap = TrimapOf(200, 200, (x, y) =>
            (x, y) == (101, 99) ? 0 : Math.Abs(x - 100) < 40 && Math.Abs(y - 100) < 40 ? 128 : 255);

        using var matte = Matte(scene, trimap);

        Assert.InRange(matte.Plane.At<byte>(85, 85), 0, 25);
        Assert.InRange(matte.Plane.At<byte>(65, 65), 230, 255);

        static bool InHole(int x, int y) => Math.Abs(x - 100) < 20 && Math.Abs(y - 100) < 20;
    }

    [Fact]
    public void A_subject_of_which_nothing_is_known_is_seen_by_what_stands_out()
    {
        using var scene = Photo(160, 160, (x, y) => Blend(Backdrop(x, y), Glass(x, y)));
        using var trimap = TrimapOf(160, 160, (x, y) => Glass(x, y) > 0 ? 128 : 0);

        using var matte = Matte(scene, trimap);

        // The rim is the most that is seen, so it is taken for all of the subject.
        Assert.InRange(matte.Plane.At<byte>(80, 41), 225, 255);
        Assert.InRange(matte.Plane.At<byte>(80, 80), 70, 110);

        static double Glass(int x, int y) => (Math.Max(Math.Abs(x - 80), Math.Abs(y - 80))) switch
        {
            < 34 => 0.35,
            < 42 => 1,
            _ => 0,
        };
    }

    [Fact]
    public void A_wide_smooth_band_is_settled_within_the_usual_steps()
    {
        using var scene = Photo(600, 400, (x, y) => Blend(Backdrop(x, y), Veil(x)));
        using var trimap = TrimapOf(600, 400, (x, _) => x < 40 ? 0 : x >= 560 ? 255 : 128);

        using var usual = Matte(scene, trimap);
        using var settled = Matte(scene, trimap, new MattingOptions { MaxIterations = 5000, Tolerance = 1e-7 });

        Assert.InRange(Cv2.Norm(usual.Plane, settled.Plane, NormTypes.INF), 0, 3);

        static double Veil(int x) => Math.Clamp((x - 60) / 480.0, 0, 1);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(255, 255)]
    public void A_band_with_one_kind_of_neighbour_that_looks_like_it_becomes_that_kind(byte known, byte expected)
    {
        using var scene = Photo(90, 70, Backdrop);
        using var trimap = TrimapOf(90, 70, (x, _) => x < 30 ? known : 128);

        using var matte = Matte(scene, trimap);

        Assert.InRange(Cv2.Mean(matte.Plane).Val0, expected - 3, expected + 3);
    }

    [Fact]
    public void A_picture_without_any_known_pixel_stays_undecided()
    {
        using var scene = Noise(64, 64, seed: 14);
        using var trimap = TrimapOf(64, 64, (_, _) => 128);

        using var matte = Matte(scene, trimap);

        Assert.InRange(Cv2.Mean(matte.Plane).Val0, 126, 129);
    }

    private static AlphaMatte Matte(Photo photo, Trimap trimap, MattingOptions? options = null) =>
        new ColourModelMatter(Options.Create(options ?? new MattingOptions()))
            .Matte(photo, trimap, TestContext.Current.CancellationToken);

    /// <summary>A backdrop that darkens to a side and down.</summary>
    private static Vec3b Backdrop(int x, int y) =>
        new((byte)(220 - (x / 8)), (byte)(200 - (y / 6)), (byte)(180 - (x / 16) - (y / 16)));

    private static Vec3b Blend(Vec3b background, double alpha) => new(
        Mix(Orange.Item0, background.Item0, alpha),
        Mix(Orange.Item1, background.Item1, alpha),
        Mix(Orange.Item2, background.Item2, alpha));
}
