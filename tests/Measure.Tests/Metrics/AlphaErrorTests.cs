using Pipeline.Measure.Metrics;

namespace Pipeline.Measure.Tests.Metrics;

/// <summary>IoU, SAD and MSE against values computed by hand.</summary>
public sealed class AlphaErrorTests
{
    private static readonly byte[] Left = [0, 51, 128, 255];
    private static readonly byte[] Right = [0, 102, 127, 0];

    [Fact]
    public void Iou_counts_pixels_above_one_half_only()
    {
        using var estimate = Mattes.Of([0, 127, 128, 255, 255]);
        using var truth = Mattes.Of([0, 255, 255, 255, 127]);

        // Both: the third and fourth; either: all but the first.
        Assert.Equal(2.0 / 4, IntersectionOverUnion.Of(estimate, truth));
    }

    [Fact]
    public void Iou_of_nothing_with_nothing_is_1_and_with_something_0()
    {
        using var nothing = Mattes.Of([0, 0, 127]);
        using var something = Mattes.Of([0, 0, 128]);

        Assert.Equal(1, IntersectionOverUnion.Of(nothing, nothing));
        Assert.Equal(0, IntersectionOverUnion.Of(nothing, something));
    }

    [Fact]
    public void Sad_is_in_thousands_of_alphas_from_0_to_1()
    {
        using var estimate = Mattes.Of(Left);
        using var truth = Mattes.Of(Right);
        using var region = Mattes.Of([1, 1, 1, 0]);

        Assert.Equal((51 + 1 + 255) / 255.0 / 1000, SumOfAbsoluteDifferences.Of(estimate, truth), 12);
        Assert.Equal(52 / 255.0 / 1000, SumOfAbsoluteDifferences.Of(estimate, truth, region), 12);
    }

    [Fact]
    public void Mse_is_a_mean_over_the_region_only()
    {
        using var estimate = Mattes.Of(Left);
        using var truth = Mattes.Of(Right);
        using var region = Mattes.Of([0, 1, 1, 0]);
        using var nowhere = Mattes.Of([0, 0, 0, 0]);

        Assert.Equal((51.0 * 51 + 1 + 255 * 255) / (255 * 255) / 4, MeanSquaredError.Of(estimate, truth), 12);
        Assert.Equal((51.0 * 51 + 1) / (255 * 255) / 2, MeanSquaredError.Of(estimate, truth, region), 12);
        Assert.Equal(0, MeanSquaredError.Of(estimate, truth, nowhere));
    }
}
