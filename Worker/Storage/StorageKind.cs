namespace Pipeline.Worker.Storage;

/// <summary>Where blobs are.</summary>
public enum StorageKind
{
    /// <summary>In folders of this machine, which one worker may use at a time.</summary>
    Folders,

    /// <summary>In Azure Blob Storage, or what speaks its protocol.</summary>
    Azure,
}
