using System.IO.Hashing;

namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>Numbers of one kind in a row, which one or several tensors look at.</summary>
/// <param name="file">Where they lie.</param>
/// <param name="element">What they are.</param>
/// <param name="count">How many.</param>
internal sealed class CheckpointStorage(CheckpointFile file, TensorElement element, long count)
{
    private const int Piece = 1 << 16;

    private long? _offset;
    private uint? _checksum;

    public TensorElement Element => element;

    public long Count => count;

    public bool IsPlaced => _offset is not null;

    private long ByteCount => count * element.Size();

    /// <summary>Tells where the numbers begin in the file, and their CRC-32 where the format has one.</summary>
    /// <exception cref="CheckpointException">The file ends before they do.</exception>
    public void Place(long offset, uint? checksum = null)
    {
        file.Require(offset, ByteCount);
        (_offset, _checksum) = (offset, checksum);
    }

    /// <summary>Reads numbers as they are stored, little-endian.</summary>
    /// <param name="first">Index of the first number.</param>
    /// <param name="destination">As long as what is wanted.</param>
    public void Read(long first, Span<byte> destination)
    {
        var offset = _offset ?? throw new CheckpointException("The file lacks the numbers of a tensor.");
        if (_checksum is { } expected)
        {
            Verify(offset, expected);
            _checksum = null;
        }

        file.Read(offset + (first * element.Size()), destination);
    }

    /// <summary>Once, before the first number is believed.</summary>
    private void Verify(long offset, uint expected)
    {
        var hash = new Crc32();
        var piece = new byte[(int)Math.Min(Piece, ByteCount)];
        for (var done = 0L; done < ByteCount; done += piece.Length)
        {
            var part = piece.AsSpan(0, (int)Math.Min(piece.Length, ByteCount - done));
            file.Read(offset + done, part);
            hash.Append(part);
        }

        if (hash.GetCurrentHashAsUInt32() != expected)
        {
            throw new CheckpointException("The file is damaged: a tensor's numbers don't match their checksum.");
        }
    }
}
