namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>Knows where a file keeps the storages that its pickle names.</summary>
internal interface IStorageSource
{
    /// <exception cref="CheckpointException">There is no such storage, or it is of another size.</exception>
    StorageView Resolve(StorageName name);
}
