using System.Buffers.Binary;

namespace Pipeline.Worker.Models.Checkpoints;

internal static class TensorElements
{
    /// <summary>Bytes of one number.</summary>
    public static int Size(this TensorElement element) => element switch
    {
        TensorElement.Float64 or TensorElement.Int64 => 8,
        TensorElement.Float32 or TensorElement.Int32 => 4,
        TensorElement.Float16 or TensorElement.BFloat16 or TensorElement.Int16 => 2,
        _ => 1,
    };

    /// <summary>From little-endian bytes; rounds where single precision has no such number.</summary>
    public static float[] ToFloats(this TensorElement element, ReadOnlySpan<byte> bytes)
    {
        var size = element.Size();
        var values = new float[bytes.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = element.ToFloat(bytes[(i * size)..]);
        }

        return values;
    }

    private static float ToFloat(this TensorElement element, ReadOnlySpan<byte> bytes) => element switch
    {
        TensorElement.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        TensorElement.Float64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        TensorElement.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        TensorElement.BFloat16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        TensorElement.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        TensorElement.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        TensorElement.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        TensorElement.Int8 => (sbyte)bytes[0],
        _ => bytes[0],
    };
}
