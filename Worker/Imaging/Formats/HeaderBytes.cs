using System.Buffers.Binary;
using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging.Formats;

/// <summary>Numbers out of a file's header. What lies outside of the file makes it a damaged one.</summary>
internal readonly ref struct HeaderBytes(ReadOnlySpan<byte> file, bool isBigEndian)
{
    private readonly ReadOnlySpan<byte> _file = file;

    /// <exception cref="JobRejectedException">The file ends before.</exception>
    public int UInt16(long at) => isBigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(At(at, 2))
        : BinaryPrimitives.ReadUInt16LittleEndian(At(at, 2));

    /// <inheritdoc cref="UInt16"/>
    public long UInt32(long at) => isBigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(At(at, 4))
        : BinaryPrimitives.ReadUInt32LittleEndian(At(at, 4));

    /// <inheritdoc cref="UInt16"/>
    public int Int32(long at) => unchecked((int)UInt32(at));

    /// <summary>No offset or count of a file in memory needs more than 63 bits.</summary>
    /// <inheritdoc cref="UInt16"/>
    public long UInt64(long at)
    {
        var bytes = At(at, 8);
        var value = isBigEndian
            ? BinaryPrimitives.ReadUInt64BigEndian(bytes)
            : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return value <= long.MaxValue ? (long)value : throw Damaged();
    }

    public byte Byte(long at) => At(at, 1)[0];

    public static JobRejectedException Damaged(string detail = "The picture's header is truncated or corrupt.") =>
        new(FailureReason.Damaged, detail);

    private ReadOnlySpan<byte> At(long at, int count) =>
        at >= 0 && at <= _file.Length - count ? _file.Slice((int)at, count) : throw Damaged();
}
