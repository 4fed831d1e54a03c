namespace Pipeline.Corpus;

/// <summary>Small ICC profiles (version 2) that libvips does not carry, from their published constants.</summary>
internal static class IccFile
{
    private const int HeaderBytes = 128;

    /// <summary>Adobe RGB (1998), its primaries adapted to D50; gamma 563/256.</summary>
    public static byte[] AdobeRgb() => Write(
        "RGB ",
        ("wtpt", Xyz(0.9505, 1, 1.0891)),
        ("rXYZ", Xyz(0.60974, 0.31111, 0.01947)),
        ("gXYZ", Xyz(0.20528, 0.62567, 0.06087)),
        ("bXYZ", Xyz(0.14919, 0.06322, 0.74457)),
        ("rTRC", Gamma(563 / 256.0)),
        ("gTRC", Gamma(563 / 256.0)),
        ("bTRC", Gamma(563 / 256.0)));

    /// <summary>Display P3: the primaries of DCI-P3 adapted to D50, with sRGB's curve.</summary>
    public static byte[] DisplayP3() => Write(
        "RGB ",
        ("wtpt", Xyz(0.9505, 1, 1.0891)),
        ("rXYZ", Xyz(0.51512, 0.24120, -0.00105)),
        ("gXYZ", Xyz(0.29198, 0.69225, 0.04189)),
        ("bXYZ", Xyz(0.15710, 0.06657, 0.78407)),
        ("rTRC", SrgbCurve()),
        ("gTRC", SrgbCurve()),
        ("bTRC", SrgbCurve()));

    /// <summary>Grey with a pure power curve.</summary>
    public static byte[] Grey(double gamma) => Write(
        "GRAY", ("wtpt", Xyz(0.9642, 1, 0.8249)), ("kTRC", Gamma(gamma)));

    private static byte[] Write(string colours, params (string Name, byte[] Data)[] tags)
    {
        var body = new ByteWriter(isBigEndian: true).PadTo(HeaderBytes).UInt32(tags.Length);
        var at = HeaderBytes + 4 + (12 * tags.Length);
        foreach (var (name, data) in tags)
        {
            body.Text(name).UInt32(at).UInt32(data.Length);
            at += data.Length;
        }

        foreach (var (_, data) in tags)
        {
            body.Add(data);
        }

        var profile = body.ToArray();
        var header = new ByteWriter(isBigEndian: true)
            .UInt32(profile.Length).UInt32(0).UInt32(0x02100000).Text("mntr").Text(colours).Text("XYZ ")
            .UInt16(2026).UInt16(1).UInt16(1).UInt16(0).UInt16(0).UInt16(0).Text("acsp").PadTo(68)
            .UInt32(0xF6D6).UInt32(0x10000).UInt32(0xD32D);
        header.ToArray().CopyTo(profile, 0);
        return profile;
    }

    private static byte[] Xyz(double x, double y, double z) =>
        new ByteWriter(isBigEndian: true).Text("XYZ ").UInt32(0)
            .UInt32(Fixed(x)).UInt32(Fixed(y)).UInt32(Fixed(z)).ToArray();

    /// <summary>Of one entry, in 256ths; padded to four bytes.</summary>
    private static byte[] Gamma(double gamma) => new ByteWriter(isBigEndian: true)
        .Text("curv").UInt32(0).UInt32(1).UInt16((int)Math.Round(gamma * 256)).UInt16(0).ToArray();

    /// <summary>Parametric, function type 3.</summary>
    private static byte[] SrgbCurve() => new ByteWriter(isBigEndian: true)
        .Text("para").UInt32(0).UInt16(3).UInt16(0)
        .UInt32(Fixed(2.4)).UInt32(Fixed(1 / 1.055)).UInt32(Fixed(0.055 / 1.055)).UInt32(Fixed(1 / 12.92))
        .UInt32(Fixed(0.04045)).ToArray();

    private static long Fixed(double value) => (long)Math.Round(value * 65536);
}
