using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Intake;

/// <summary>What a listing came upon: a photo, or something that should have been looked at and cannot be.</summary>
public sealed record IntakeItem
{
    private IntakeItem(string name) => Name = name;

    /// <summary>Name relative to the source, for people to read.</summary>
    public string Name { get; }

    /// <summary>The claim check, or null where there is trouble.</summary>
    public BlobRef? Photo { get; private init; }

    /// <summary>The photo's file, absolute and without links; null where there is none.</summary>
    public string? File { get; private init; }

    /// <summary>One sentence, or null where there is a photo.</summary>
    public string? Trouble { get; private init; }

    /// <summary>The same for programs; null where there is a photo.</summary>
    public FailureReason? Reason { get; private init; }

    /// <summary>A photo that jobs can refer to.</summary>
    public static IntakeItem Of(BlobRef photo, string? file = null) => new(photo.Name) { Photo = photo, File = file };

    /// <summary>An image that no job can refer to, or a folder that cannot be listed.</summary>
    public static IntakeItem Unusable(
        string name, string trouble, FailureReason reason = FailureReason.SourceUnreadable) =>
        new(name) { Trouble = trouble, Reason = reason };
}
