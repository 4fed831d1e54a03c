namespace Pipeline.Worker.Models.Catalogue;

/// <summary>Where a model's file is published.</summary>
internal sealed record ModelSource
{
    /// <summary>HTTPS.</summary>
    public required Uri Address { get; init; }

    /// <summary>Exact size, where the publisher states it; else null.</summary>
    public long? Bytes { get; init; }

    /// <summary>About how large it is, for people.</summary>
    public required int Megabytes { get; init; }

    public required Checksum Checksum { get; init; }

    /// <summary>The file's own name, by which a mirror or a folder has it too.</summary>
    public string FileName => Path.GetFileName(Address.LocalPath);
}
