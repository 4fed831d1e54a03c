using OpenCvSharp;

namespace Pipeline.Worker.Marketplaces;

/// <summary>Checks a written file against every rule of a marketplace, by decoding it again.</summary>
public static class MarketplaceVerifier
{
    /// <summary>Endings, with their dots and in small letters, of the formats that marketplaces take.</summary>
    public static IReadOnlyList<string> Endings { get; } = [.. FileFormat.AllEndings];

    /// <param name="file">The bytes as they are delivered.</param>
    /// <param name="name">The file's name, since some marketplaces rule it; folders in it do not matter.</param>
    /// <param name="marketplace">Whose rules.</param>
    /// <param name="day">Some recommendations are requirements from a day on.</param>
    /// <returns>A result for each rule. A file that cannot be read is a result too, not an exception.</returns>
    public static VerificationReport Verify(byte[] file, string name, Marketplace marketplace, DateOnly day) =>
        Verify(file, name, marketplace, day, alpha: null);

    /// <summary>The same, with the alpha that the file was made from.</summary>
    /// <param name="file">The bytes as they are delivered.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="marketplace">Whose rules.</param>
    /// <param name="day">Some recommendations are requirements from a day on.</param>
    /// <param name="alpha">
    /// H × W of the upright picture, <c>CV_8UC1</c>; everything that may differ from the background, a shadow too, is
    /// above 0. Every pixel of alpha 0 outside the blocks that an edge goes through has to be white. Null: the picture
    /// itself shows what is background (<see cref="Silhouette"/>).
    /// </param>
    /// <exception cref="ArgumentException">The alpha has another size than the picture.</exception>
    internal static VerificationReport Verify(
        byte[] file, string name, Marketplace marketplace, DateOnly day, Mat? alpha)
    {
        using var measures = new FileUnderTest(file, name, alpha);
        return new VerificationReport(
            name,
            marketplace.Name,
            [.. marketplace.Rules.Select(rule => Check(measures, rule, marketplace, day))],
            marketplace.NotChecked);
    }

    private static RuleResult Check(FileUnderTest file, MarketplaceRule rule, Marketplace marketplace, DateOnly day)
    {
        var measured = file.Measure(rule.Measure);
        return new RuleResult(
            rule.Id,
            rule.StrengthOn(day),
            measured.Judge(rule),
            measured.Text,
            rule.Demanded,
            marketplace.SourceOf(rule));
    }
}
