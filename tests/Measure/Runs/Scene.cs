namespace Pipeline.Measure.Runs;

/// <summary>What a ground truth's scenes.json says of one picture.</summary>
internal sealed record Scene
{
    public required string Name { get; init; }

    /// <summary>Name of the photo below <c>images/</c>.</summary>
    public string? File { get; init; }

    public IReadOnlyList<string> Objects { get; init; } = [];

    public string? Background { get; init; }

    public IReadOnlyList<string>? Traits { get; init; }
}
