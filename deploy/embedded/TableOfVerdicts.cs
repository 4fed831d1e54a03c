using Pipeline.Worker.Marketplaces;

namespace Pipeline.Embedded;

/// <summary>A table per file, for people.</summary>
internal sealed class TableOfVerdicts(TextWriter writer) : IVerdicts
{
    public void Show(VerificationReport report, bool passed)
    {
        var verdict = passed ? "passes" : "FAILS";
        writer.WriteLine($"{BatchReport.Printable(report.File)}: {verdict} ({report.Marketplace})");
        var column = report.Results.Max(result => result.Rule.Length);
        foreach (var result in report.Results)
        {
            writer.WriteLine($"  {Mark(result),-7} {result.Rule.PadRight(column)}  {result.Sentence}");
        }

        writer.WriteLine($"  not checked: {string.Join("; ", report.NotChecked)}");
    }

    public void Summarise(int passed, int failed) => writer.WriteLine($"{passed} pass, {failed} fail");

    private static string Mark(RuleResult result) => result switch
    {
        { Outcome: RuleOutcome.Pass } => "pass",
        { Outcome: RuleOutcome.NotChecked } => "-",
        { Strength: RuleStrength.Recommended } => "advice",
        _ => "FAIL",
    };
}
