using NetVips;
using OpenCvSharp;
using Pipeline.Worker.Marketplaces;

namespace Pipeline.Worker.Tests.Marketplaces;

/// <summary>When a background is white, and what of a picture is product.</summary>
public sealed class BackgroundTests
{
    private static readonly DateOnly Day = new(2026, 11, 25);

    [Fact]
    public void Flat_white_stays_exactly_white_in_jpeg_at_every_quality_from_fifty()
    {
        var changed = Enumerable.Range(1, 100).Where(quality => !StaysWhite(quality)).ToList();

        Assert.DoesNotContain(changed, quality => quality >= 50);
        // Below, the steps of the mean are not all fine enough: an encoder that must save bytes has to stop at 50.
        Assert.NotEmpty(changed);
    }

    [Theory]
    [InlineData(254)]
    [InlineData(250)]
    [InlineData(240)]
    [InlineData(200)]
    [InlineData(0)]
    public void Any_other_flat_background_fails(int level)
    {
        foreach (var format in new[] { "JPEG", "PNG" })
        {
            Assert.Equal(RuleOutcome.Fail, White(Shoe() with { Backdrop = Scalar.All(level), Format = format }));
        }
    }

    [Fact]
    public void One_pixel_of_the_outermost_ring_is_enough_to_fail()
    {
        Assert.Equal(RuleOutcome.Fail, White(Png(pixels => pixels.Set(0, 700, new Vec3b(255, 255, 254)))));
    }

    [Fact]
    public void The_outermost_ring_is_judged_even_where_the_product_comes_close()
    {
        using var pixels = new Mat(1000, 1000, MatType.CV_8UC3, Scalar.All(255));
        Cv2.Rectangle(pixels, new Rect(60, 9, 880, 900), Scalar.All(90), -1);
        var clean = Support.Pictures.Encode(pixels);
        pixels.Set(0, 500, new Vec3b(253, 253, 253));
        var dirty = Support.Pictures.Encode(pixels);

        Assert.Equal(RuleOutcome.Pass, White(clean));
        Assert.Equal(RuleOutcome.Fail, White(dirty));
    }

    [Fact]
    public void Dirt_on_the_background_fails_and_is_not_taken_for_the_product()
    {
        var report = Verify(Png(pixels => Cv2.Circle(pixels, 12, 12, 1, Scalar.All(90), -1)));

        Assert.Equal(RuleOutcome.Fail, Of(report, "white-background").Outcome);
        Assert.Equal(RuleOutcome.Pass, Of(report, "whole-product-inside").Outcome);
        Assert.Contains("88.0 % filled", Of(report, "fill").Measured, StringComparison.Ordinal);
    }

    [Fact]
    public void A_haze_around_the_product_fails()
    {
        Assert.Equal(RuleOutcome.Fail, White(Png(
            pixels => Cv2.Rectangle(pixels, new Rect(20, 20, 960, 960), new Scalar(254, 253, 253), -1),
            underneath: true)));
    }

    [Fact]
    public void Where_the_product_touches_the_frame_the_rest_of_the_ring_is_judged()
    {
        var touching = Shoe() with { Shift = -1, Kind = 2 };

        Assert.Equal(RuleOutcome.Pass, White(touching));
        Assert.Equal(RuleOutcome.Fail, Of(Verify(touching.Write()), "whole-product-inside").Outcome);
        Assert.Equal(RuleOutcome.Fail, White(touching with { Backdrop = Scalar.All(253) }));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(75)]
    [InlineData(92)]
    public void Ringing_beside_a_hard_edge_is_neither_product_nor_background(int quality)
    {
        using var pixels = new Mat(1000, 1000, MatType.CV_8UC3, Scalar.All(255));
        Cv2.Rectangle(pixels, new Rect(61, 125, 877, 750), Scalar.All(0), -1);

        var report = Verify(Jpeg(pixels, quality, Enums.ForeignSubsample.Off));

        Assert.Equal(RuleOutcome.Pass, Of(report, "white-background").Outcome);
        Assert.InRange(FillOf(report), 87.6, 87.8);
    }

    [Fact]
    public void Chroma_that_is_written_smaller_widens_the_blocks_of_an_edge()
    {
        using var pixels = new Mat(1000, 1000, MatType.CV_8UC3, Scalar.All(255));
        Cv2.Circle(pixels, 500, 500, 440, new Scalar(0, 0, 255), -1, LineTypes.AntiAlias);

        var report = Verify(Jpeg(pixels, 75, Enums.ForeignSubsample.On));

        Assert.Equal(RuleOutcome.Pass, Of(report, "white-background").Outcome);
        Assert.InRange(FillOf(report), 87.9, 88.3);
    }

    [Fact]
    public void A_transparent_background_is_as_good_as_white_where_the_marketplace_says_so()
    {
        using var pixels = new Mat(1500, 1500, MatType.CV_8UC4, Scalar.All(0));
        Cv2.Rectangle(pixels, new Rect(135, 300, 1230, 900), new Scalar(40, 50, 160, 255), -1);
        var file = Support.Pictures.Encode(pixels);

        Assert.Equal(RuleOutcome.Fail, Of(Verify(file), "white-background").Outcome);
        Assert.Equal(RuleOutcome.Pass, Of(Verify(file, "google"), "white-background").Outcome);
    }

    [Fact]
    public void With_its_alpha_every_pixel_beyond_the_blocks_of_an_edge_is_judged()
    {
        using var alpha = new Mat(1000, 1000, MatType.CV_8UC1, Scalar.All(0));
        Cv2.Circle(alpha, 500, 500, 440, Scalar.All(255), -1, LineTypes.AntiAlias);
        using var clean = Over(alpha);
        using var dirty = clean.Clone();
        // Enclosed by nothing but its neighbours in the next block: only the alpha tells that it is background.
        dirty.Set(500, 51, new Vec3b(200, 200, 200));

        Assert.Equal(RuleOutcome.Pass, WhiteBy(alpha, Jpeg(clean, 92, Enums.ForeignSubsample.Off)));
        Assert.Equal(RuleOutcome.Fail, WhiteBy(alpha, Support.Pictures.Encode(dirty)));
        Assert.Equal(RuleOutcome.Pass, Of(Verify(Support.Pictures.Encode(dirty)), "white-background").Outcome);
    }

    [Fact]
    public void An_alpha_of_another_size_is_refused()
    {
        using var alpha = new Mat(10, 10, MatType.CV_8UC1, Scalar.All(0));

        Assert.Throws<ArgumentException>(() => WhiteBy(alpha, Shoe().Write()));
    }

    [Fact]
    public void A_photographic_background_is_not_judged_where_it_is_allowed()
    {
        var report = Verify((Shoe() with { IsPhoto = true }).Write(), "rakuten");
        var plain = Verify((Shoe() with { Backdrop = new Scalar(180, 120, 60) }).Write(), "rakuten");

        Assert.Equal(RuleOutcome.NotChecked, Of(report, "background").Outcome);
        Assert.True(report.Passed);
        Assert.Equal(RuleOutcome.Fail, Of(plain, "background").Outcome);
    }

    [Fact]
    public void A_profile_is_told_by_what_it_does()
    {
        using var pixels = Shoe().Draw();
        using var image = Image.NewFromBuffer(Support.Pictures.Encode(pixels));
        var srgb = image.IccTransform("srgb", inputProfile: "srgb").JpegsaveBuffer(keep: Enums.ForeignKeep.Icc);
        var wide = image.IccTransform("p3", inputProfile: "srgb").JpegsaveBuffer(keep: Enums.ForeignKeep.Icc);

        Assert.Equal("sRGB", Of(Verify(srgb), "colour-space").Measured);
        Assert.Equal("RGB of another profile", Of(Verify(wide), "colour-space").Measured);
        Assert.Equal(RuleOutcome.Fail, Of(Verify(wide), "colour-space").Outcome);
    }

    [Fact]
    public void Cmyk_paper_white_is_white()
    {
        using var pixels = Shoe().Draw();
        using var image = Image.NewFromBuffer(Support.Pictures.Encode(pixels));
        var file = image.IccTransform("cmyk", inputProfile: "srgb").JpegsaveBuffer(q: 95, keep: Enums.ForeignKeep.Icc);

        var report = Verify(file);

        Assert.Equal("CMYK", Of(report, "colour-space").Measured);
        Assert.True(report.Passed, string.Join("; ", report.Results.Select(r => r.Sentence)));
    }

    private static ProductFile Shoe() => new() { Width = 1000, Height = 1000, Fill = 0.88 };

    private static bool StaysWhite(int quality)
    {
        using var pixels = new Mat(64, 64, MatType.CV_8UC3, Scalar.All(255));
        using var decoded = Image.NewFromBuffer(Jpeg(pixels, quality, Enums.ForeignSubsample.Off));
        return decoded.Min() == 255;
    }

    /// <summary>The product of <see cref="Shoe"/>, with something on top or underneath.</summary>
    private static byte[] Png(Action<Mat> add, bool underneath = false)
    {
        using var pixels = new Mat(1000, 1000, MatType.CV_8UC3, Scalar.All(255));
        if (underneath)
        {
            add(pixels);
        }

        Products.Draw(pixels, 2, new Rect(60, 317, 880, 366));
        if (!underneath)
        {
            add(pixels);
        }

        return Support.Pictures.Encode(pixels);
    }

    private static byte[] Jpeg(Mat pixels, int quality, Enums.ForeignSubsample subsample)
    {
        using var image = Image.NewFromBuffer(Support.Pictures.Encode(pixels));
        return image.JpegsaveBuffer(q: quality, subsampleMode: subsample);
    }

    /// <summary>A dark red subject over white.</summary>
    private static Mat Over(Mat alpha)
    {
        using var three = alpha.CvtColor(ColorConversionCodes.GRAY2BGR);
        using var inverse = new Mat();
        Cv2.BitwiseNot(three, inverse);
        using var red = new Mat(alpha.Size(), MatType.CV_8UC3, new Scalar(30, 30, 140));
        using var part = red.Mul(three, 1 / 255.0).ToMat();
        return (part + inverse).ToMat();
    }

    private static RuleOutcome White(ProductFile file) => White(file.Write());

    private static RuleOutcome White(byte[] file) => Of(Verify(file), "white-background").Outcome;

    private static RuleOutcome WhiteBy(Mat alpha, byte[] file) => Of(
        MarketplaceVerifier.Verify(file, "shoe.jpg", MarketplaceCatalogue.Find("amazon")!, Day, alpha),
        "white-background").Outcome;

    private static VerificationReport Verify(byte[] file, string marketplace = "amazon") =>
        MarketplaceVerifier.Verify(file, "shoe.jpg", MarketplaceCatalogue.Find(marketplace)!, Day);

    private static RuleResult Of(VerificationReport report, string rule) => report.Results.Single(r => r.Rule == rule);

    private static double FillOf(VerificationReport report) => double.Parse(
        Of(report, "fill").Measured.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
