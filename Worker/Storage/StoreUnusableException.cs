using Pipeline.Contracts;

namespace Pipeline.Worker.Storage;

/// <summary>
/// The store can keep no file at all, as when its disk is full or read-only: the next job would fail like this one. The
/// message is a sentence for the operator.
/// </summary>
internal sealed class StoreUnusableException(string place, DiskTrouble trouble, Exception inner)
    : IOException($"{place} cannot be written: {trouble.Cause}.", inner);
