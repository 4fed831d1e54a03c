namespace Pipeline.Corpus;

/// <param name="From">Name of the checkpoint that it was.</param>
/// <param name="Bytes">The file.</param>
/// <param name="IsSealed">
/// Its checksums are those from before the damage: whatever is read from it must be what was there before.
/// </param>
internal sealed record MutatedCheckpoint(string From, byte[] Bytes, bool IsSealed);
