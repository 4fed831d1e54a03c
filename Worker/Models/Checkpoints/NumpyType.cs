using System.Buffers.Binary;

namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>A numpy <c>dtype</c>, which training scripts leave beside the weights with losses and measures.</summary>
/// <param name="code">Kind and bytes, such as <c>f8</c>.</param>
internal sealed class NumpyType(string code)
{
    public bool IsBigEndian { get; set; }

    /// <returns>A <c>long</c>, <c>double</c> or <c>bool</c>.</returns>
    /// <exception cref="CheckpointException">The kind is another, or the bytes don't fit.</exception>
    public object Read(byte[] bytes)
    {
        if (code.Length != 2 || bytes.Length != code[1] - '0' || bytes.Length is not (1 or 2 or 4 or 8))
        {
            throw Unknown();
        }

        var value = IsBigEndian ? [.. bytes.Reverse()] : bytes;
        return code[0] switch
        {
            'b' when value.Length == 1 => value[0] != 0,
            'f' => ToDouble(value),
            'i' or 'u' => ToInteger(value, code[0] == 'i'),
            _ => throw Unknown(),
        };
    }

    private static long ToInteger(byte[] value, bool isSigned)
    {
        var wide = new byte[sizeof(long)];
        value.CopyTo(wide, 0);
        if (isSigned && value[^1] >= 0x80)
        {
            wide.AsSpan(value.Length).Fill(0xFF);
        }

        return BinaryPrimitives.ReadInt64LittleEndian(wide);
    }

    private double ToDouble(byte[] value) => value.Length switch
    {
        2 => (double)BinaryPrimitives.ReadHalfLittleEndian(value),
        4 => BinaryPrimitives.ReadSingleLittleEndian(value),
        8 => BinaryPrimitives.ReadDoubleLittleEndian(value),
        _ => throw Unknown(),
    };

    private CheckpointException Unknown() =>
        new($"The file holds a numpy number of the kind {CheckpointException.Quote(code)}, which is not read.");
}
