using System.Numerics;
using System.Text;

namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>Instructions that push a number, a text or an empty container.</summary>
internal static class PickleLiterals
{
    /// <summary>Bytes of the longest whole number; the file's own mark takes ten.</summary>
    private const int LongestNumber = 64;

    /// <exception cref="CheckpointException">The instruction is none of plain data.</exception>
    public static object? Read(PickleOpcode opcode, PickleBytes bytes) => opcode switch
    {
        PickleOpcode.None => null,
        PickleOpcode.NewTrue => true,
        PickleOpcode.NewFalse => false,
        PickleOpcode.BinInt => (long)bytes.Int32(),
        PickleOpcode.BinInt1 => (long)bytes.Byte(),
        PickleOpcode.BinInt2 => (long)bytes.UInt16(),
        PickleOpcode.Long1 => Whole(bytes, bytes.Byte()),
        PickleOpcode.Long4 => Whole(bytes, bytes.Int32()),
        PickleOpcode.BinFloat => bytes.Double(),
        PickleOpcode.EmptyDict => new PickleDict(),
        PickleOpcode.EmptyList => new List<object?>(),
        PickleOpcode.EmptyTuple => new PickleTuple([]),
        _ => Text(opcode, bytes),
    };

    /// <summary>Python 2 wrote names as byte strings.</summary>
    private static object Text(PickleOpcode opcode, PickleBytes bytes) => opcode switch
    {
        PickleOpcode.ShortBinUnicode => Encoding.UTF8.GetString(bytes.Bytes(bytes.Byte())),
        PickleOpcode.BinUnicode => Encoding.UTF8.GetString(bytes.Bytes((uint)bytes.Int32())),
        PickleOpcode.BinUnicode8 => Encoding.UTF8.GetString(bytes.Bytes(bytes.Int64())),
        PickleOpcode.ShortBinString => Encoding.Latin1.GetString(bytes.Bytes(bytes.Byte())),
        PickleOpcode.BinString => Encoding.Latin1.GetString(bytes.Bytes((uint)bytes.Int32())),
        PickleOpcode.ShortBinBytes => bytes.Bytes(bytes.Byte()),
        PickleOpcode.BinBytes => bytes.Bytes((uint)bytes.Int32()),
        PickleOpcode.BinBytes8 => bytes.Bytes(bytes.Int64()),
        _ => throw new CheckpointException(
            $"The file is damaged, or asks for more than data: pickle instruction 0x{(byte)opcode:x2}."),
    };

    /// <summary>A <c>long</c>, or a <see cref="BigInteger"/> where that is too small.</summary>
    private static object Whole(PickleBytes bytes, int count)
    {
        if (count is < 0 or > LongestNumber)
        {
            throw new CheckpointException("The file is damaged: a number is too long.");
        }

        var value = new BigInteger(bytes.Bytes(count));
        if (value < long.MinValue || value > long.MaxValue)
        {
            return value;
        }

        return long.CreateChecked(value);
    }
}
