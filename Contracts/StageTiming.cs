namespace Pipeline.Contracts;

/// <summary>How long one stage of the chain took.</summary>
public sealed record StageTiming
{
    /// <summary>Stage name: <c>read, decode, segment, trimap, matte, foreground, compose, encode, write</c>.</summary>
    public required string Stage { get; init; }

    public required double Seconds { get; init; }
}
