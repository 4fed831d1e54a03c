using System.Buffers.Binary;

namespace Pipeline.Corpus;

/// <summary>Bytes of a file that is written by hand.</summary>
internal sealed class ByteWriter(bool isBigEndian = false)
{
    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public ByteWriter Add(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public ByteWriter Text(string ascii) => Add(System.Text.Encoding.ASCII.GetBytes(ascii));

    public ByteWriter UInt16(int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, unchecked((ushort)value));
        return AddNumber(bytes);
    }

    public ByteWriter UInt32(long value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, unchecked((uint)value));
        return AddNumber(bytes);
    }

    /// <summary>Fills up with zeros.</summary>
    public ByteWriter PadTo(int length)
    {
        while (_bytes.Count < length)
        {
            _bytes.Add(0);
        }

        return this;
    }

    public byte[] ToArray() => [.. _bytes];

    private ByteWriter AddNumber(Span<byte> littleEndian)
    {
        if (isBigEndian)
        {
            littleEndian.Reverse();
        }

        return Add(littleEndian);
    }
}
