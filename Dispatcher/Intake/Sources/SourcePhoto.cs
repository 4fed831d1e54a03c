using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Intake.Sources;

/// <summary>What a source came upon: a photo of a known version, or something that cannot be one.</summary>
public sealed record SourcePhoto
{
    public required string Container { get; init; }

    public required string Name { get; init; }

    /// <summary>Null where there is trouble.</summary>
    public string? ETag { get; init; }

    /// <summary>Version of the caller's own trimap; null for none.</summary>
    public string? TrimapETag { get; init; }

    /// <summary>Of a manifest.</summary>
    public string? Sku { get; init; }

    /// <summary>Of a manifest.</summary>
    public CutoutRecipe? Recipe { get; init; }

    /// <summary>Why no job can be made of it; null for a photo.</summary>
    public FailureReason? Trouble { get; init; }

    /// <summary>The same as a sentence.</summary>
    public string? Detail { get; init; }

    public static SourcePhoto Unusable(string container, string name, string detail, FailureReason? reason = null) => new()
    {
        Container = container,
        // What no database takes is shown as a mark.
        Name = name.Replace('\0', '\uFFFD'),
        Trouble = reason ?? FailureReason.SourceUnreadable,
        Detail = detail,
    };
}
