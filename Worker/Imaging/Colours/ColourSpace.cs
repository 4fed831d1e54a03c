namespace Pipeline.Worker.Imaging.Colours;

/// <summary>A colour space that a file states by numbers.</summary>
/// <param name="Primaries">Its primaries and its white.</param>
/// <param name="Gamma">Exponent from stored to linear values; null for sRGB's curve.</param>
internal sealed record ColourSpace(Chromaticities Primaries, double? Gamma)
{
    private const double SrgbGamma = 2.2;

    /// <summary>libpng takes a gamma this near to sRGB's for sRGB.</summary>
    private const double SameGamma = 0.05;

    /// <summary>Exponents beyond are mistakes in the file.</summary>
    private const double LeastGamma = 0.2;
    private const double MostGamma = 10;

    public static ColourSpace AdobeRgb { get; } = new(Chromaticities.AdobeRgb, 563 / 256.0);

    public bool IsSrgb => Gamma is null && Primaries.IsSrgb;

    public bool IsUsable => Gamma is null or (>= LeastGamma and <= MostGamma) && Primaries.IsUsable;

    /// <summary>By code points (ITU-T H.273) of primaries and transfer.</summary>
    /// <returns>Null for high dynamic range and others that one curve does not describe.</returns>
    public static ColourSpace? OfCodePoints(int primaries, int transfer) =>
        Chromaticities.OfCodePoint(primaries) is not { } chromaticities ? null : transfer switch
        {
            // sRGB, unspecified, and the cameras' curves of BT.709, 601 and 2020, which viewers show with sRGB's.
            13 or 1 or 2 or 6 or 14 or 15 => new(chromaticities, null),
            4 => new(chromaticities, SrgbGamma),
            5 => new(chromaticities, 2.8),
            8 => new(chromaticities, 1),
            _ => null,
        };

    /// <summary>By the exponent from linear to stored values, as PNG states it.</summary>
    public static double? GammaOf(double encoding) =>
        Math.Abs((encoding * SrgbGamma) - 1) <= SameGamma ? null : 1 / encoding;
}
