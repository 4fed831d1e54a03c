using Pipeline.Dispatcher.Reports;

namespace Pipeline.Embedded.Reports;

/// <summary>
/// What the page shows of one photo. Pictures are paths relative to the page, null where there is none.
/// </summary>
internal sealed record ReportCard
{
    public required ReportRow Row { get; init; }

    public string? Before { get; init; }

    public string? Cutout { get; init; }

    public string? Matte { get; init; }
}
