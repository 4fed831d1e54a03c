using Pipeline.Dispatcher.Reports;

namespace Pipeline.Embedded.Reports;

/// <summary>What the page shows of one photo. Pictures are paths relative to the page, null where there is none.</summary>
internal sealed record ReportCard
{
    public required ReportRow Row { get; init; }

    public string? Before { get; init; }

    public string? Cutout { get; init; }

    public string? Matte { get; init; }

    /// <summary>One per rendition that is a marketplace's preset.</summary>
    public IReadOnlyList<Verdict> Verdicts { get; init; } = [];

    /// <param name="Marketplace">Its name.</param>
    /// <param name="Passed">Whether no required rule fails.</param>
    /// <param name="Failures">The rules that fail, in sentences; advice too.</param>
    internal sealed record Verdict(string Marketplace, bool Passed, IReadOnlyList<string> Failures);
}
