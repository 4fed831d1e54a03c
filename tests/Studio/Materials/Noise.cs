using System.Numerics;

namespace Pipeline.Studio.Materials;

/// <summary>Hashes and smooth noise; the same input gives the same value everywhere.</summary>
internal static class Noise
{
    /// <summary>Mixes 32 bits so that every input bit moves every output bit.</summary>
    public static uint Hash(uint v)
    {
        v ^= v >> 16;
        v *= 0x7feb352d;
        v ^= v >> 15;
        v *= 0x846ca68b;
        return v ^ v >> 16;
    }

    public static uint Hash(uint a, uint b) => Hash(a ^ Hash(b + 0x9e3779b9));

    /// <summary>Evenly spread in 0..1.</summary>
    public static float Unit(uint hash) => (hash >> 8) * (1f / 16777216);

    /// <summary>Lattice noise 0..1 with a period of one unit, smooth between the lattice points.</summary>
    public static float Value(Vector3 p)
    {
        var cell = new Vector3(MathF.Floor(p.X), MathF.Floor(p.Y), MathF.Floor(p.Z));
        var f = p - cell;
        f = f * f * (new Vector3(3) - 2 * f);
        var (x, y, z) = ((int)cell.X, (int)cell.Y, (int)cell.Z);
        var near = Plane(x, y, z, f.X, f.Y);
        return near + (Plane(x, y, z + 1, f.X, f.Y) - near) * f.Z;
    }

    /// <summary>Four octaves of <see cref="Value"/>, 0..1.</summary>
    public static float Fractal(Vector3 p)
    {
        var (sum, weight) = (0f, 0.5f);
        for (var octave = 0; octave < 4; octave++)
        {
            sum += weight * Value(p);
            p = p * 2.03f + new Vector3(17.3f, 5.1f, 9.7f);
            weight /= 2;
        }

        return sum / 0.9375f;
    }

    public static float Smooth(float from, float to, float v)
    {
        var t = Math.Clamp((v - from) / (to - from), 0, 1);
        return t * t * (3 - 2 * t);
    }

    private static float Plane(int x, int y, int z, float fx, float fy)
    {
        var (a, b, c, d) = (Corner(x, y, z), Corner(x + 1, y, z), Corner(x, y + 1, z), Corner(x + 1, y + 1, z));
        var low = a + (b - a) * fx;
        var high = c + (d - c) * fx;
        return low + (high - low) * fy;
    }

    private static float Corner(int x, int y, int z) =>
        Unit(Hash((uint)x * 0x8da6b343 ^ (uint)y * 0xd8163841 ^ (uint)z * 0xcb1ab31f));
}
