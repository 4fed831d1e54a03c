using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Intake;

/// <summary>What a listing came upon: a photo, or something that should have been looked at and cannot be.</summary>
public sealed record IntakeItem
{
    private IntakeItem(string name, BlobRef? photo, string? trouble) => (Name, Photo, Trouble) = (name, photo, trouble);

    /// <summary>Name relative to the source, for people to read.</summary>
    public string Name { get; }

    /// <summary>The claim check, or null where there is trouble.</summary>
    public BlobRef? Photo { get; }

    /// <summary>One sentence, or null where there is a photo.</summary>
    public string? Trouble { get; }

    /// <summary>A photo that jobs can refer to.</summary>
    public static IntakeItem Of(BlobRef photo) => new(photo.Name, photo, null);

    /// <summary>A photo that no job can refer to, or a folder that cannot be listed.</summary>
    public static IntakeItem Unusable(string name, string trouble) => new(name, null, trouble);
}
