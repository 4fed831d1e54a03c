using Pipeline.Worker.Imaging.Formats;

namespace Pipeline.Worker.Imaging.Colours;

/// <summary>The chunks of a PNG that state its colours (PNG third edition, 11.3.2), in the order in which they count.</summary>
internal static class PngColours
{
    private const double Unit = 100_000;
    private const int FirstChunk = 8;
    private const long PixelData = 0x49444154;
    private const long CodePoints = 0x63494350;
    private const long StandardRgb = 0x73524742;
    private const long Gamma = 0x67414D41;
    private const long Primaries = 0x6348524D;

    /// <returns>Null where nothing is stated.</returns>
    public static ColourStatement? Of(ReadOnlySpan<byte> file)
    {
        var places = PlacesIn(file);
        var bytes = new HeaderBytes(file, isBigEndian: true);
        if (places.TryGetValue(CodePoints, out var at))
        {
            // Colours of the full range, and RGB.
            var isPlain = bytes.Byte(at + 2) == 0 && bytes.Byte(at + 3) == 1;
            return ColourStatement.Of(isPlain ? ColourSpace.OfCodePoints(bytes.Byte(at), bytes.Byte(at + 1)) : null);
        }

        if (places.ContainsKey(StandardRgb))
        {
            return ColourStatement.None;
        }

        var (hasGamma, hasPrimaries) = (places.TryGetValue(Gamma, out var gamma), places.TryGetValue(Primaries, out var chromaticities));
        return hasGamma || hasPrimaries
            ? ColourStatement.Of(new ColourSpace(
                hasPrimaries ? ChromaticitiesAt(bytes, chromaticities) : Chromaticities.Srgb,
                hasGamma ? ColourSpace.GammaOf(bytes.UInt32(gamma) / Unit) : null))
            : null;
    }

    /// <summary>Where the content of each kind of chunk before the pixels begins.</summary>
    private static Dictionary<long, long> PlacesIn(ReadOnlySpan<byte> file)
    {
        var places = new Dictionary<long, long>();
        var header = new HeaderBytes(file, isBigEndian: true);
        for (long at = FirstChunk; at + 12 <= file.Length; at += 12 + header.UInt32(at))
        {
            var type = header.UInt32(at + 4);
            if (type == PixelData)
            {
                break;
            }

            places.TryAdd(type, at + 8);
        }

        return places;
    }

    private static Chromaticities ChromaticitiesAt(HeaderBytes bytes, long at)
    {
        var values = new double[8];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = bytes.UInt32(at + (4 * i)) / Unit;
        }

        // White comes first.
        return new((values[2], values[3]), (values[4], values[5]), (values[6], values[7]), (values[0], values[1]));
    }
}
