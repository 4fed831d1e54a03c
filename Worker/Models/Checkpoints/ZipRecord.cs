namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>A file within a zip archive.</summary>
/// <param name="Header">Offset of its own header; the bytes come some way behind.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Checksum">CRC-32 of the bytes.</param>
/// <param name="IsStored">Its bytes lie in the archive as they are, neither compressed nor encrypted.</param>
internal sealed record ZipRecord(long Header, long Length, uint Checksum, bool IsStored);
