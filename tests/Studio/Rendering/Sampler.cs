using System.Numerics;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Rendering;

/// <summary>
/// The random numbers of one sample of one pixel. Every pair is stratified over the pixel's samples: each takes one
/// cell of a square grid, in an order of its own per pair (after Kensler, "Correlated multi-jittered sampling", 2013).
/// Nothing but pixel, sample and seed goes in, so threads do not matter.
/// </summary>
internal struct Sampler(uint pixel, int sample, int side)
{
    private uint _pair;

    /// <summary>The next point of the unit square.</summary>
    public Vector2 Next()
    {
        var key = Noise.Hash(pixel, ++_pair);
        var mask = (uint)(side * side) - 1;
        var cell = Permute((uint)sample, key, mask);
        var jitter = Noise.Hash(key, (uint)sample);
        return new Vector2(
            (cell % (uint)side + (jitter & 0xffff) / 65536f) / side,
            (cell / (uint)side + (jitter >> 16) / 65536f) / side);
    }

    /// <summary>The next number 0..1; each sample of the pixel takes one of as many equal steps.</summary>
    public float NextStep()
    {
        var u = Next();
        return (MathF.Floor(u.X * side) + u.Y) / side;
    }

    /// <summary>A bijection of 0..mask (mask + 1 a power of two): every step can be undone.</summary>
    private static uint Permute(uint v, uint key, uint mask)
    {
        v ^= key;
        v = v * 0xe170893d & mask;
        v ^= (v & mask) >> 3;
        v ^= key >> 11;
        v = v * (key >> 7 | 1) & mask;
        v ^= v >> 2;
        v = v * 0x0929eb3f & mask;
        v ^= v >> 3;
        return v + (key >> 19) & mask;
    }
}
