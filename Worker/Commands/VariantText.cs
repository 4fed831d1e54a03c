using System.Globalization;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Precision;

namespace Pipeline.Worker.Commands;

/// <summary>What a variant costs and gains, for people.</summary>
internal static class VariantText
{
    /// <param name="model">In single precision.</param>
    /// <param name="variant">One of its variants.</param>
    public static string Of(InstalledModel model, ModelVariant variant)
    {
        var trial = variant.Trial;
        var rule = variant.Rule is { } chosen
            ? string.Create(CultureInfo.InvariantCulture, $", ranges by {Words(chosen)} of {variant.CalibrationPhotos} photos")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{model.Bytes / 1e6:0} to {variant.Bytes / 1e6:0} MB, {trial.Float32Milliseconds:0} to {trial.Milliseconds:0} ms, "
                + $"{trial.Agreement:0.00%} of pixels decided alike, differences {trial.MeanDifference:0.0000} in the mean and "
                + $"{trial.MaxDifference:0.000} at most ({trial.Photos} photos, {(model.IsPublished ? "published" : "own")} "
                + $"weights, {trial.Machine}{rule})");
    }

    private static string Words(RangeRule rule) => rule switch
    {
        RangeRule.MinMax => "extremes",
        RangeRule.Percentile => "percentile",
        RangeRule.LeastSquares => "least squares",
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };
}
