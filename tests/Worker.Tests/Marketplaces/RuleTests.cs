using Pipeline.Worker.Marketplaces;

namespace Pipeline.Worker.Tests.Marketplaces;

/// <summary>Every rule of every marketplace, each by files with which that alone is wrong.</summary>
[Trait("Category", "Slow")]
public sealed class RuleTests
{
    private static readonly DateOnly Day = new(2026, 11, 25);

    public static TheoryData<string, string> EveryRule() =>
        [.. MarketplaceCatalogue.All.SelectMany(m => m.Rules.Select(rule => (m.Name, rule.Id)))];

    public static TheoryData<string> EveryMarketplace() => [.. MarketplaceCatalogue.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(EveryRule))]
    public void A_file_that_breaks_one_rule_fails_by_that_rule_alone(string marketplace, string id)
    {
        var rules = MarketplaceCatalogue.Find(marketplace)!;
        var rule = rules.Rules.Single(r => r.Id == id);
        var wrong = WrongFiles.Of(rules, rule).ToList();

        Assert.NotEmpty(wrong);
        Assert.All(wrong, file => AssertFailsBy(rules, rule, file));
    }

    [Theory]
    [MemberData(nameof(EveryMarketplace))]
    public void A_right_file_passes_every_rule_and_none_is_left_unchecked(string marketplace)
    {
        var report = Verify(MarketplaceCatalogue.Find(marketplace)!, WrongFiles.Right(marketplace));

        Assert.All(report.Results, result => Assert.True(result.Outcome == RuleOutcome.Pass, result.Sentence));
        Assert.True(report.Passed && report.PassedStrictly);
        Assert.NotEmpty(report.NotChecked);
    }

    [Fact]
    public void A_recommendation_becomes_a_requirement_on_its_day()
    {
        var google = MarketplaceCatalogue.Find("google")!;
        var file = (WrongFiles.Right("google") with { Width = 400, Height = 400 }).Write();

        Assert.True(MarketplaceVerifier.Verify(file, "shoe.jpg", google, new DateOnly(2027, 1, 30)).Passed);
        Assert.False(MarketplaceVerifier.Verify(file, "shoe.jpg", google, new DateOnly(2027, 1, 31)).Passed);
    }

    [Theory]
    [InlineData("", RuleOutcome.Fail)]
    [InlineData("This is a text.", RuleOutcome.Fail)]
    [InlineData("BM and what follows it", RuleOutcome.NotChecked)]
    public void What_is_not_read_passes_nothing_that_needs_its_pixels(string content, RuleOutcome readable)
    {
        var amazon = MarketplaceCatalogue.Find("amazon")!;

        var report = MarketplaceVerifier.Verify(System.Text.Encoding.ASCII.GetBytes(content), "shoe.jpg", amazon, Day);

        Assert.Equal(readable, report.Results.Single(r => r.Rule == "readable").Outcome);
        Assert.Equal(RuleOutcome.NotChecked, report.Results.Single(r => r.Rule == "white-background").Outcome);
        Assert.Equal(RuleOutcome.Fail, report.Results.Single(r => r.Rule == "format").Outcome);
        Assert.False(report.Passed);
    }

    [Fact]
    public void A_format_that_is_allowed_and_not_read_here_does_not_pass_unseen()
    {
        var ebay = MarketplaceCatalogue.Find("ebay")!;

        var report = MarketplaceVerifier.Verify("BM......"u8.ToArray(), "shoe.bmp", ebay, Day);

        Assert.DoesNotContain(report.Results, result => result.Outcome == RuleOutcome.Fail);
        Assert.False(report.Passed || report.PassedStrictly);
    }

    [Fact]
    public void A_sentence_names_the_measured_and_the_demanded_figure()
    {
        var report = Verify(
            MarketplaceCatalogue.Find("amazon")!,
            WrongFiles.Right("amazon") with { Width = 1200, Height = 1200, Fill = 0.8, Kind = 2 });

        Assert.Equal(
            "80.0 % filled (80.0 % of the width, 33.3 % of the height; the box is 26.7 % of the area); "
            + "demanded: at least 85 %",
            report.Results.Single(r => r.Rule == "fill").Sentence);
        Assert.Equal(
            "1200 px on the longer side; advised: at least 1,600 px",
            report.Results.Single(r => r.Rule == "recommended-side").Sentence);
    }

    private static void AssertFailsBy(Marketplace marketplace, MarketplaceRule rule, ProductFile file)
    {
        var failed = Verify(marketplace, file).Results.Where(r => r.Outcome == RuleOutcome.Fail).ToList();
        var required = failed.Where(r => r.Strength == RuleStrength.Required).Select(r => r.Rule);

        Assert.Contains(failed, result => result.Rule == rule.Id);
        Assert.Equal(rule.Strength == RuleStrength.Required ? [rule.Id] : [], required);
        if (rule.Strength == RuleStrength.Recommended)
        {
            // Whoever misses the lesser of two figures misses the greater.
            Assert.All(failed, result => Assert.Equal(
                rule.Measure, marketplace.Rules.Single(r => r.Id == result.Rule).Measure));
        }
    }

    private static VerificationReport Verify(Marketplace marketplace, ProductFile file) =>
        MarketplaceVerifier.Verify(file.Write(), file.Name, marketplace, Day);
}
