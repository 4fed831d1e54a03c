using Pipeline.Contracts;
using Pipeline.Worker.Marketplaces;

namespace Pipeline.Worker.Tests.Marketplaces;

[Trait("Category", "Slow")]
public sealed class PresetTests
{
    private static readonly DateOnly Day = new(2026, 11, 25);

    public static TheoryData<string> Every() => [.. Presets.Names];

    [Fact]
    public void Every_marketplace_has_a_preset_of_its_name()
    {
        Assert.Equal(MarketplaceCatalogue.All.Select(m => m.Name), Presets.Names);
        Assert.All(Presets.Names, name => Assert.Equal(name, Presets.Find(name)!.Name));
        Assert.Null(Presets.Find("Amazon"));
        Assert.Null(Presets.Find(""));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void A_preset_can_be_made(string name)
    {
        var preset = Presets.Find(name)!;

        Assert.Null(preset.Contradiction);
        Assert.Equal(PictureFormat.Jpeg, preset.Format);
        Assert.Equal("#ffffff", preset.Background);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Ten_products_laid_out_by_the_preset_pass_at_every_size_it_may_take(string name)
    {
        var right = WrongFiles.Right(name);
        for (var kind = 0; kind < ProductFile.Kinds; kind++)
        {
            // The frame of a small product shrinks; that of the first is whole.
            var by = 1 - (kind / (ProductFile.Kinds - 1.0) * (1 - SmallestShare(name)));
            var file = right with
            {
                Kind = kind,
                Width = (int)Math.Round(right.Width * by),
                Height = (int)Math.Round(right.Height * by),
                Quality = 95 - (5 * kind),
            };

            var report = MarketplaceVerifier.Verify(file.Write(), file.Name, MarketplaceCatalogue.Find(name)!, Day);

            Assert.All(
                report.Results.Where(r => r.Strength == RuleStrength.Required),
                r => Assert.True(r.Outcome == RuleOutcome.Pass, $"{file}: {r.Rule}: {r.Sentence}"));
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void A_preset_allows_no_more_bytes_than_its_marketplace(string name)
    {
        var rule = MarketplaceCatalogue.Find(name)!.Rules.Single(r => r.Measure == RuleMeasure.Bytes);

        Assert.Equal(rule.Most, Presets.Find(name)!.MaxBytes);
    }

    /// <summary>Of its canvas: down to the least side; where there is none, to a third.</summary>
    private static double SmallestShare(string name)
    {
        var preset = Presets.Find(name)!;
        return preset.Enlarge ? 1
            : preset.MinSide is { } least ? least / (double)Math.Max(preset.Canvas!.Width, preset.Canvas.Height)
            : 1 / 3.0;
    }
}
