using OpenCvSharp;
using Pipeline.Contracts;

namespace Pipeline.Worker.Marketplaces;

/// <summary>Judges a rendition that is called after a marketplace while its alpha is still known.</summary>
internal static class PresetJudge
{
    /// <param name="marketplace">Whose rules.</param>
    /// <param name="file">The bytes as they are delivered.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="alpha">H × W, <c>CV_8UC1</c>, shadow included; null where the background is not one colour.</param>
    /// <param name="day">Some recommendations are requirements from a day on.</param>
    public static MarketplaceVerdict Judge(
        Marketplace marketplace, byte[] file, string name, Mat? alpha, DateOnly day)
    {
        var report = MarketplaceVerifier.Verify(file, name, marketplace, day, alpha);
        return new MarketplaceVerdict
        {
            Marketplace = marketplace.Name,
            Passed = report.Passed,
            Broken = [.. report.Results
                .Where(result => result.Outcome == RuleOutcome.Fail)
                .Select(result => $"{result.Rule}: {result.Sentence}")],
        };
    }
}
