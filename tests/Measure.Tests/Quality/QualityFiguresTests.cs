using OpenCvSharp;
using Pipeline.Measure.Metrics;
using Pipeline.Measure.Quality;
using Pipeline.Measure.Runs;

namespace Pipeline.Measure.Tests.Quality;

/// <summary>The figures against values by hand.</summary>
public sealed class QualityFiguresTests
{
    private static readonly Rect Subject = new(20, 20, 60, 60);

    [Fact]
    public void Open_interior_counts_what_lies_deeper_than_five_pixels()
    {
        using var mask = Mattes.Box(100, 100, Subject);
        using var alpha = mask.Clone();
        // 3 % of 60 is less than 5, so the interior is 60 − 2 · 5 pixels wide.
        alpha[new Rect(40, 40, 10, 5)].SetTo(Scalar.All(249));
        alpha[new Rect(60, 60, 10, 5)].SetTo(Scalar.All(250));
        alpha[new Rect(20, 20, 60, 5)].SetTo(Scalar.All(0));

        Assert.Equal(50.0 / (50 * 50), OpenInterior.Of(alpha, mask));
    }

    [Fact]
    public void The_interior_of_a_large_mask_begins_at_three_percent_of_its_side_and_the_frame_is_no_edge()
    {
        using var large = Mattes.Box(500, 500, new Rect(50, 50, 400, 400));
        using var half = Mattes.Box(100, 60, new Rect(0, 0, 50, 60));
        using var full = Mattes.Box(30, 20, new Rect(0, 0, 30, 20));
        using var corner = Mattes.Box(30, 20, new Rect(0, 0, 1, 1));

        using var deep = OpenInterior.Of(large);
        using var beside = OpenInterior.Of(half);

        Assert.Equal((400 - 24) * (400 - 24), deep.CountNonZero());
        Assert.Equal(45 * 60, beside.CountNonZero());
        Assert.Equal(599.0 / 600, OpenInterior.Of(corner, full));
    }

    [Fact]
    public void A_mask_that_is_thin_everywhere_has_no_interior()
    {
        using var mask = Mattes.Box(100, 20, new Rect(0, 5, 100, 9));

        Assert.Null(OpenInterior.Of(mask, mask));
    }

    [Fact]
    public void Iou_mae_and_mse_of_a_picture()
    {
        using var alpha = Mattes.Of([0, 51, 128, 255]);
        using var mask = Mattes.Of([0, 0, 255, 127]);

        var score = QualityScore.Of("a", alpha, mask, new ChainOutcome(null, 0.5));

        Assert.Equal(0.5, score.Iou);
        Assert.Equal((51 + 127 + 128) / 255.0 / 4, score.Mae, 12);
        Assert.Equal(((51.0 * 51) + (127 * 127) + (128 * 128)) / (255 * 255) / 4, score.Mse, 12);
        Assert.Null(score.OpenInterior);
    }

    [Fact]
    public void A_row_holds_means_and_leaves_out_what_a_picture_lacks()
    {
        var row = new QualityRow(new ChainVariant(), [Score(0.9, 0.001, 0.8), Score(0.6, null, 0.4), Score(0, 1, null)]);
        var other = new QualityRow(new ChainVariant("mirror"), [Score(0.8, 0, 0.1), Score(0.5, 0, 0.9), Score(0, 0, 0)]);

        Assert.Equal(0.5, row.Iou, 12);
        Assert.Equal(0.5005, row.OpenInterior!.Value, 12);
        Assert.Equal(0.5, row.ClosedShare);
        Assert.Equal(1, row.Correlation!.Value, 12);
        Assert.Single(row.Failed);
        var (mean, low, high) = other.IouAgainst(row);
        Assert.Equal(-0.2 / 3, mean, 12);
        Assert.Equal((-0.1, 0), (Math.Round(low, 12), Math.Round(high, 12)));
    }

    [Fact]
    public void Variants_are_the_whole_chain_and_what_is_asked_for_once_in_one_order()
    {
        Assert.Equal(["whole"], Names());
        Assert.Equal(["whole", "without mirror", "without matting"], Names("matting", "mirror", "matting"));
        Assert.Equal(
            ["whole", "without mirror", "without refiner", "without matting", "without residue"], Names("all", "mirror"));
    }

    private static IEnumerable<string> Names(params string[] parts) =>
        ChainVariant.With(parts).Select(variant => variant.Name);

    private static QualityScore Score(double iou, double? open, double? confidence) => new(
        "a", iou, 0, 0, open, new ChainOutcome(confidence is null ? "NoSubject" : null, confidence));
}
