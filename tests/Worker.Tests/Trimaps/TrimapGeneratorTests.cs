using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Tests.Trimaps;

public sealed class TrimapGeneratorTests
{
    [Theory]
    [InlineData(100, 100, 4)]
    [InlineData(500, 500, 10)]
    [InlineData(2000, 1000, 24)]
    [InlineData(8000, 4000, 96)]
    public void The_half_width_follows_the_size_of_the_picture(int width, int height, double expected)
    {
        Assert.Equal(expected, Generator().HalfWidth(new Size(width, height)), 6);
    }

    [Fact]
    public void A_disc_has_a_band_of_the_half_width_on_both_sides_of_its_edge()
    {
        using var trimap = Generate(new Size(500, 500), 500, mask => Cv2.Circle(mask, 250, 250, 100, Scalar.All(1), -1));

        var row = Row(trimap, 250);
        Assert.Equal(Trimap.Foreground, row[250]);
        Assert.InRange(Array.IndexOf(row, Trimap.Unknown), 150 - 10 - 2, 150 - 10 + 2);
        Assert.InRange(Array.IndexOf(row, Trimap.Foreground), 150 + 10 - 2, 150 + 10 + 2);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.5f, true)]
    public void A_mask_that_knows_shares_is_a_hint_to_matters(float shares, bool isHint)
    {
        using var mask = new SegmentationMask(new Mat(30, 40, MatType.CV_32FC1, Scalar.All(0.4))) { Shares = shares };

        using var trimap = Generator().Generate(mask, new Size(400, 300));

        Assert.Equal(isHint, trimap.Hint is not null);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.5f, 6.5)]
    [InlineData(1, 3)]
    public void A_mask_that_knows_shares_has_a_narrower_band(float shares, double halfWidth)
    {
        using var mask = new SegmentationMask(new Mat(500, 500, MatType.CV_32FC1, Scalar.All(0))) { Shares = shares };
        Cv2.Circle(mask.Probability, 250, 250, 100, Scalar.All(1), -1);

        using var trimap = Generator().Generate(mask, new Size(500, 500));

        var row = Row(trimap, 250);
        Assert.InRange(Array.IndexOf(row, Trimap.Unknown), 150 - halfWidth - 1.5, 150 - halfWidth + 1.5);
        Assert.InRange(Array.IndexOf(row, Trimap.Foreground), 150 + halfWidth - 1.5, 150 + halfWidth + 1.5);
    }

    [Fact]
    public void Foreground_never_touches_background()
    {
        using var trimap = Generate(new Size(640, 480), 160, mask =>
        {
            Cv2.Circle(mask, 80, 60, 30, Scalar.All(1), -1);
            Cv2.Line(mask, 10, 10, 150, 20, Scalar.All(1), 2);
        });
        using var foreground = trimap.Plane.Equals(Trimap.Foreground).ToMat();
        using var background = trimap.Plane.Equals(Trimap.Background).ToMat();
        Cv2.Dilate(foreground, foreground, new Mat());

        Assert.Equal(0, (foreground & background).ToMat().CountNonZero());
    }

    [Fact]
    public void A_thin_arm_is_not_eroded_away_and_neither_is_a_thin_gap()
    {
        using var trimap = Generate(new Size(600, 600), 600, mask =>
        {
            Cv2.Rectangle(mask, new Rect(100, 250, 120, 120), Scalar.All(1), -1);
            Cv2.Rectangle(mask, new Rect(220, 300, 300, 9), Scalar.All(1), -1);
            Cv2.Rectangle(mask, new Rect(155, 260, 9, 100), Scalar.All(0), -1);
        });

        Assert.Equal(Trimap.Foreground, Row(trimap, 304)[400]);
        Assert.Equal(Trimap.Unknown, Row(trimap, 290)[400]);
        Assert.Equal(Trimap.Background, Row(trimap, 310)[159]);
    }

    [Fact]
    public void An_uncertain_mask_has_a_wider_band()
    {
        void Ramp(Mat mask)
        {
            for (var x = 0; x < mask.Width; x++)
            {
                using var column = mask.Col(x);
                column.SetTo(Scalar.All(Math.Clamp((x - 100) / 200.0, 0, 1)));
            }
        }

        using var sharp = Generate(new Size(400, 400), 400, mask => mask[new Rect(200, 0, 200, 400)].SetTo(Scalar.All(1)));
        using var soft = Generate(new Size(400, 400), 400, Ramp);

        Assert.True(soft.UnknownCount > 5 * sharp.UnknownCount);
    }

    [Theory]
    [InlineData(0.0, Trimap.Background)]
    [InlineData(1.0, Trimap.Foreground)]
    [InlineData(0.5, Trimap.Unknown)]
    public void A_mask_of_one_value_gives_a_trimap_of_one_value(double probability, byte expected)
    {
        using var trimap = Generate(new Size(50, 40), 20, mask => mask.SetTo(Scalar.All(probability)));

        Assert.Equal(50 * 40, trimap.Plane.Equals(expected).ToMat().CountNonZero());
    }

    [Fact]
    public void A_subject_that_reaches_the_frame_is_known_up_to_it()
    {
        using var trimap = Generate(new Size(200, 200), 200, mask => mask[new Rect(60, 80, 80, 120)].SetTo(Scalar.All(1)));

        Assert.Equal(Trimap.Foreground, Row(trimap, 199)[100]);
    }

    [Fact]
    public void How_much_background_lies_around_the_subject_does_not_matter()
    {
        var options = new TrimapOptions { MinHalfWidth = 9, MaxHalfWidth = 9 };
        void Draw(Mat mask, int margin)
        {
            Cv2.Circle(mask, margin + 90, margin + 100, 60, Scalar.All(1), -1);
            Cv2.Circle(mask, margin + 90, margin + 100, 35, Scalar.All(0), -1);
            Cv2.Line(mask, margin + 5, margin + 5, margin + 190, margin + 40, Scalar.All(1), 5);
            Cv2.Rectangle(mask, new Rect(margin + 165, margin + 120, 30, 70), Scalar.All(1), -1);
        }

        using var near = Generate(new Size(300, 300), 300, mask => Draw(mask, 50), options);
        using var far = Generate(new Size(600, 600), 600, mask => Draw(mask, 200), options);
        using var middle = far.Plane[new Rect(150, 150, 300, 300)];

        Assert.Equal(0, middle.NotEquals(near.Plane).ToMat().CountNonZero());
    }

    [Fact]
    public void Above_the_working_size_the_trimap_still_has_the_size_of_the_photo()
    {
        using var trimap = Generate(new Size(3000, 2000), 300, mask => Cv2.Circle(mask, 150, 100, 50, Scalar.All(1), -1));

        Assert.Equal(new Size(3000, 2000), trimap.Plane.Size());
        Assert.InRange((double)trimap.UnknownCount / trimap.Plane.Total(), 0.01, 0.25);
    }

    [Fact]
    public void A_plane_with_any_other_value_is_no_trimap()
    {
        using var plane = new Mat(3, 3, MatType.CV_8UC1, new Scalar(127));

        Assert.Throws<ArgumentException>(() => new Trimap(plane));
    }

    private static TrimapGenerator Generator(TrimapOptions? options = null) =>
        new(Options.Create(options ?? new TrimapOptions()));

    private static Trimap Generate(Size photo, int maskWidth, Action<Mat> draw, TrimapOptions? options = null)
    {
        var plane = new Mat(maskWidth * photo.Height / photo.Width, maskWidth, MatType.CV_32FC1, Scalar.All(0));
        draw(plane);
        using var mask = new SegmentationMask(plane);
        return Generator(options).Generate(mask, photo);
    }

    private static byte[] Row(Trimap trimap, int y)
    {
        Assert.True(trimap.Plane.GetArray<byte>(out var values));
        return values.AsSpan(y * trimap.Plane.Width, trimap.Plane.Width).ToArray();
    }
}
