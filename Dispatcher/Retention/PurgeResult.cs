namespace Pipeline.Dispatcher.Retention;

/// <summary>What a purge removed, or would.</summary>
internal sealed record PurgeResult
{
    /// <summary>Renditions.</summary>
    public long Results { get; init; }

    public long ResultBytes { get; init; }

    /// <summary>Photos that the submission had uploaded.</summary>
    public long Uploads { get; init; }

    public long UploadBytes { get; init; }

    /// <summary>Files that stay, because another batch counts on them.</summary>
    public long Kept { get; init; }

    public static PurgeResult operator +(PurgeResult a, PurgeResult b) => new()
    {
        Results = a.Results + b.Results,
        ResultBytes = a.ResultBytes + b.ResultBytes,
        Uploads = a.Uploads + b.Uploads,
        UploadBytes = a.UploadBytes + b.UploadBytes,
        Kept = a.Kept + b.Kept,
    };
}
