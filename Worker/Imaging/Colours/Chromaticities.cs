namespace Pipeline.Worker.Imaging.Colours;

/// <summary>The primaries and the white of an RGB colour space, as CIE 1931 x and y.</summary>
internal readonly record struct Chromaticities(
    (double X, double Y) Red, (double X, double Y) Green, (double X, double Y) Blue, (double X, double Y) White)
{
    /// <summary>Within which two spaces count as one; libpng compares chromaticities so.</summary>
    private const double Same = 0.01;

    /// <summary>Area of the triangle of primaries below which no colour can be told from another.</summary>
    private const double LeastArea = 0.001;

    private static readonly (double X, double Y) D65 = (0.3127, 0.3290);
    private static readonly (double X, double Y) IlluminantC = (0.310, 0.316);

    /// <summary>IEC 61966-2-1; also BT.709.</summary>
    public static Chromaticities Srgb { get; } = new((0.64, 0.33), (0.30, 0.60), (0.15, 0.06), D65);

    public static Chromaticities AdobeRgb { get; } = new((0.64, 0.33), (0.21, 0.71), (0.15, 0.06), D65);

    public bool IsSrgb => IsNear(Red, Srgb.Red) && IsNear(Green, Srgb.Green) && IsNear(Blue, Srgb.Blue)
        && IsNear(White, Srgb.White);

    /// <summary>Whether colours can be converted from it.</summary>
    public bool IsUsable => new[] { Red, Green, Blue, White }.All(point => point is { X: >= 0 and <= 1, Y: > 0 and <= 1 })
        && Math.Abs(((Green.X - Red.X) * (Blue.Y - Red.Y)) - ((Blue.X - Red.X) * (Green.Y - Red.Y))) > LeastArea;

    /// <summary>By the code points of ITU-T H.273, table 2; null where it names none that is used here.</summary>
    public static Chromaticities? OfCodePoint(int primaries) => primaries switch
    {
        // BT.709, and unspecified.
        1 or 2 => Srgb,
        4 => new((0.67, 0.33), (0.21, 0.71), (0.14, 0.08), IlluminantC),
        5 => new((0.64, 0.33), (0.29, 0.60), (0.15, 0.06), D65),
        6 or 7 => new((0.630, 0.340), (0.310, 0.595), (0.155, 0.070), D65),
        8 => new((0.681, 0.319), (0.243, 0.692), (0.145, 0.049), IlluminantC),
        // BT.2020.
        9 => new((0.708, 0.292), (0.170, 0.797), (0.131, 0.046), D65),
        // DCI-P3 and Display P3.
        11 => new((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), (0.314, 0.351)),
        12 => new((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), D65),
        22 => new((0.630, 0.340), (0.295, 0.605), (0.155, 0.077), D65),
        _ => null,
    };

    private static bool IsNear((double X, double Y) one, (double X, double Y) other) =>
        Math.Abs(one.X - other.X) < Same && Math.Abs(one.Y - other.Y) < Same;
}
