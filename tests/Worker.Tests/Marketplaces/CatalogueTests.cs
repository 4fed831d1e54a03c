using Pipeline.Worker.Marketplaces;

namespace Pipeline.Worker.Tests.Marketplaces;

/// <summary>The rules as data.</summary>
public sealed class CatalogueTests
{
    private static readonly RuleMeasure[] Words =
        [RuleMeasure.Format, RuleMeasure.ColourSpace, RuleMeasure.FileName, RuleMeasure.Ending];

    private static readonly RuleMeasure[] Shares =
    [
        RuleMeasure.WhiteBackground, RuleMeasure.WhiteOrTransparentBackground, RuleMeasure.WhiteOrPhotoBackground,
        RuleMeasure.Fill, RuleMeasure.Margin, RuleMeasure.OffCentre,
    ];

    private static IEnumerable<MarketplaceRule> Rules => MarketplaceCatalogue.All.SelectMany(m => m.Rules);

    [Fact]
    public void The_eight_marketplaces_are_there_in_order()
    {
        Assert.Equal(
            ["amazon", "ebay", "google", "rakuten", "shopify", "walmart", "yahoo-jp", "zalando"],
            MarketplaceCatalogue.All.Select(m => m.Name));
        Assert.Null(MarketplaceCatalogue.Find("nowhere"));
    }

    [Fact]
    public void Every_rule_has_a_source_with_a_date()
    {
        Assert.All(MarketplaceCatalogue.All, marketplace => Assert.All(marketplace.Rules, rule =>
        {
            var source = marketplace.SourceOf(rule);
            Assert.True(source.Where.Length > 8, rule.Id);
            Assert.InRange(source.Read, new DateOnly(2026, 11, 1), new DateOnly(2030, 1, 1));
            Assert.Matches(@"^20\d\d-\d\d(-\d\d)?$", source.Page ?? "2026-01");
        }));
    }

    [Fact]
    public void What_nobody_read_at_the_marketplace_itself_is_marked_so()
    {
        Assert.Equal(
            ["amazon", "rakuten", "yahoo-jp"],
            MarketplaceCatalogue.All.Where(m => m.Source.Kind == SourceKind.SecondHand).Select(m => m.Name));
        Assert.EndsWith(
            "second-hand", MarketplaceCatalogue.Find("amazon")!.Source.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_are_unique_in_their_marketplace_and_can_stand_in_a_file()
    {
        Assert.All(MarketplaceCatalogue.All, m => Assert.Distinct(m.Rules.Select(rule => rule.Id)));
        Assert.All(Rules, rule => Assert.Matches("^[a-z-]+$", rule.Id));
    }

    [Fact]
    public void Every_rule_demands_words_or_a_range_as_its_measure_has_them()
    {
        Assert.All(Rules, rule =>
        {
            Assert.Equal(Words.Contains(rule.Measure), rule.OneOf.Count > 0);
            Assert.NotEqual(rule.OneOf.Count > 0, rule.Least is not null || rule.Most is not null);
            Assert.True(rule.Least is null || rule.Most is null || rule.Least <= rule.Most, rule.Id);
            Assert.InRange(rule.Least ?? 0, 0, 1e9);
            Assert.InRange(rule.Most ?? 0, 0, Shares.Contains(rule.Measure) ? 100 : 1e9);
            Assert.InRange(rule.Least ?? 0, 0, Shares.Contains(rule.Measure) ? 100 : 1e9);
            Assert.DoesNotContain("anything", rule.Demanded, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_file_that_follows_every_recommendation_breaks_no_requirement()
    {
        Assert.All(MarketplaceCatalogue.All, m => Assert.All(
            from advised in m.Rules
            from demanded in m.Rules
            where advised.Measure == demanded.Measure && advised.Strength == RuleStrength.Recommended
            select (advised, demanded),
            pair => Assert.True(
                (pair.advised.Least ?? 0) <= (pair.demanded.Most ?? double.MaxValue)
                && (pair.advised.Most ?? double.MaxValue) >= (pair.demanded.Least ?? 0))));
    }

    [Fact]
    public void The_table_for_readers_has_every_rule()
    {
        var table = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "marketplaces.md"));

        Assert.All(MarketplaceCatalogue.All, m => Assert.All(
            m.Rules.Where(rule => rule.Measure != RuleMeasure.Readable),
            rule => Assert.Contains(
                $"| {m.Name} | {rule.Id} | {rule.Demanded} | {Strength(rule)} |", table, StringComparison.Ordinal)));
        Assert.All(MarketplaceCatalogue.All, m => Assert.All(
            m.NotChecked, text => Assert.Contains(text, table, StringComparison.Ordinal)));
    }

    private static string Strength(MarketplaceRule rule) => rule.Strength == RuleStrength.Required ? "demanded"
        : rule.RequiredFrom is { } day ? $"advised, demanded from {day:yyyy-MM-dd}"
        : "advised";
}
