using System.Numerics;

namespace Pipeline.Worker.Imaging.Formats;

/// <summary>One channel of a bitmap's packed pixel, told by a mask of neighbouring bits.</summary>
internal readonly struct BmpChannel
{
    private readonly uint _mask;
    private readonly int _shift;
    private readonly uint _most;

    public BmpChannel(uint mask)
    {
        _mask = mask;
        _shift = mask == 0 ? 0 : BitOperations.TrailingZeroCount(mask);
        _most = Math.Max(1, mask >> _shift);
    }

    /// <summary>Spread over 0..255.</summary>
    public byte Of(uint pixel) => (byte)((((pixel & _mask) >> _shift) * 255UL + (_most / 2)) / _most);
}
