using System.Buffers.Binary;
using System.Text;

namespace Pipeline.Worker.Imaging.Colours;

/// <summary>
/// Writes the ICC profile (ICC.1:2010, version 4) of a colour space that a file states by numbers, so that it is
/// converted as embedded profiles are.
/// </summary>
internal static class MatrixProfile
{
    private const int HeaderBytes = 128;

    /// <param name="space">The colour space.</param>
    /// <param name="isGrey">For pictures of one channel, of which the curve alone counts.</param>
    public static byte[] Write(ColourSpace space, bool isGrey)
    {
        var curve = Curve(space.Gamma);
        if (isGrey)
        {
            return Assemble("GRAY", [("wtpt", Xyz(RgbMatrix.D50)), ("kTRC", curve)]);
        }

        var columns = RgbMatrix.ColumnsOf(space.Primaries);
        return Assemble("RGB ",
        [
            ("wtpt", Xyz(RgbMatrix.D50)),
            ("rXYZ", Xyz(columns[0])), ("gXYZ", Xyz(columns[1])), ("bXYZ", Xyz(columns[2])),
            ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
        ]);
    }

    /// <summary>Header, table of tags, tags.</summary>
    private static byte[] Assemble(string colours, (string Name, byte[] Data)[] tags)
    {
        var table = new List<byte>();
        var data = new List<byte>();
        var first = HeaderBytes + 4 + (12 * tags.Length);
        foreach (var (name, content) in tags)
        {
            table.AddRange([.. Encoding.ASCII.GetBytes(name), .. Number(first + data.Count), .. Number(content.Length)]);
            data.AddRange(content);
        }

        var header = new byte[HeaderBytes];
        Number(first + data.Count).CopyTo(header, 0);
        Number(0x04300000).CopyTo(header, 8);
        Encoding.ASCII.GetBytes("mntr" + colours + "XYZ ").CopyTo(header, 12);
        "acsp"u8.CopyTo(header.AsSpan(36));
        RgbMatrix.D50.SelectMany(Fixed).ToArray().CopyTo(header, 68);
        return [.. header, .. Number(tags.Length), .. table, .. data];
    }

    private static byte[] Xyz(double[] xyz) => [.. "XYZ "u8, .. Number(0), .. xyz.SelectMany(Fixed)];

    /// <summary>Parametric: a power alone, or sRGB's curve (IEC 61966-2-1).</summary>
    private static byte[] Curve(double? gamma)
    {
        var (kind, parameters) = gamma is { } power
            ? (0, new[] { power })
            : (3, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]);
        return [.. "para"u8, .. Number(0), .. Number(kind << 16), .. parameters.SelectMany(Fixed)];
    }

    /// <summary>In 65,536ths.</summary>
    private static byte[] Fixed(double value) => Number((int)Math.Round(value * 65_536));

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
