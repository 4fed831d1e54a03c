using System.Buffers.Binary;

namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>The bytes of a pickle from one place of a file on, in order.</summary>
/// <param name="file">The file.</param>
/// <param name="start">Offset of the first byte.</param>
/// <param name="end">Offset behind the last that may belong to it.</param>
internal sealed class PickleBytes(CheckpointFile file, long start, long end)
{
    /// <summary>A hundred times what a large network's names and shapes take.</summary>
    public const int Most = 1 << 24;

    private const int BufferSize = 1 << 14;

    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly long _end = Math.Min(end, start + Most);
    private long _filledTo = start;
    private int _next;
    private int _filled;

    /// <summary>Offset in the file of the next byte.</summary>
    public long Position => _filledTo - _filled + _next;

    public byte Byte()
    {
        if (_next == _filled)
        {
            Fill();
        }

        return _buffer[_next++];
    }

    /// <summary>Little-endian.</summary>
    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    /// <summary>Little-endian.</summary>
    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    /// <summary>Little-endian.</summary>
    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

    /// <summary>Big-endian, alone among the pickle's numbers.</summary>
    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Bytes(8));

    /// <exception cref="CheckpointException">There are not so many left.</exception>
    public byte[] Bytes(long count)
    {
        if (count < 0 || count > _end - Position)
        {
            throw new CheckpointException("The file is truncated or damaged: a pickle ends too early.");
        }

        var bytes = new byte[count];
        var done = Math.Min(_filled - _next, bytes.Length);
        _buffer.AsSpan(_next, done).CopyTo(bytes);
        _next += done;
        if (done < bytes.Length)
        {
            file.Read(_filledTo, bytes.AsSpan(done));
            _filledTo += bytes.Length - done;
            (_next, _filled) = (0, 0);
        }

        return bytes;
    }

    private void Fill()
    {
        var count = (int)Math.Min(BufferSize, _end - _filledTo);
        if (count <= 0)
        {
            throw new CheckpointException("The file is truncated or damaged: a pickle has no end.");
        }

        file.Read(_filledTo, _buffer.AsSpan(0, count));
        _filledTo += count;
        (_next, _filled) = (0, count);
    }
}
