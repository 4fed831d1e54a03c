namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>A row and how it ends.</summary>
internal sealed record EndedRow(OpenRow Row, JobStatus Status, JobEnd End)
{
    /// <summary>JSON, or null where nothing was written.</summary>
    public string? Renditions => End.Renditions.Count == 0 ? null : SqlRows.ToJson(End.Renditions);

    public string? Warnings => End.Warnings.Count == 0 ? null : string.Join(' ', End.Warnings);
}
