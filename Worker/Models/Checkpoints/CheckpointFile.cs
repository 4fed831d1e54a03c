namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>
/// Reads at any place of a file, by ordinary reads: a mapped file that is cut short meanwhile would end the process.
/// Owns the stream. Not for concurrent use.
/// </summary>
internal sealed class CheckpointFile(Stream stream) : IDisposable
{
    public long Length { get; } = stream.Length;

    /// <exception cref="CheckpointException">The file ends before, or has become shorter.</exception>
    public void Read(long offset, Span<byte> destination)
    {
        Require(offset, destination.Length);
        stream.Position = offset;
        if (stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) < destination.Length)
        {
            throw new CheckpointException("The file became shorter while it was read.");
        }
    }

    /// <summary>A copy of a part whose size has been checked against a bound by the caller.</summary>
    public byte[] Bytes(long offset, int count)
    {
        // Before anything is allocated.
        Require(offset, count);
        var bytes = new byte[count];
        Read(offset, bytes);
        return bytes;
    }

    /// <exception cref="CheckpointException">The file doesn't hold that part.</exception>
    public void Require(long offset, long count)
    {
        if (offset < 0 || count < 0 || offset > Length || count > Length - offset)
        {
            throw new CheckpointException("The file is truncated or damaged: it names bytes beyond its end.");
        }
    }

    public void Dispose() => stream.Dispose();
}
