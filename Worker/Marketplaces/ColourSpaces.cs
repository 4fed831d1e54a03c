using NetVips;

namespace Pipeline.Worker.Marketplaces;

/// <summary>Which colour space a file is in.</summary>
internal static class ColourSpaces
{
    public const string Srgb = "sRGB";
    public const string OtherRgb = "RGB of another profile";
    public const string Grey = "grey";
    public const string Cmyk = "CMYK";

    private const string IccProfile = "icc-profile-data";

    /// <summary>Steps of a channel at which the profile is tried.</summary>
    private const int Steps = 5;

    /// <summary>In 8-bit levels; profiles called sRGB differ by rounding and by their treatment of black.</summary>
    private const double Tolerance = 4;

    /// <summary>RGB without a profile is sRGB, as every marketplace and browser takes it.</summary>
    public static string Of(Image picture) => picture.Interpretation switch
    {
        Enums.Interpretation.Cmyk => Cmyk,
        Enums.Interpretation.Bw or Enums.Interpretation.Grey16 => Grey,
        _ when picture.Contains(IccProfile) && !IsSrgb((byte[])picture.Get(IccProfile)) => OtherRgb,
        _ => Srgb,
    };

    /// <summary>By what it does, since names are free: colours all over the cube have to stay where they are.</summary>
    private static bool IsSrgb(byte[] profile)
    {
        var colours = new byte[Steps * Steps * Steps * 3];
        for (var i = 0; i < colours.Length / 3; i++)
        {
            colours[3 * i] = Level(i % Steps);
            colours[(3 * i) + 1] = Level(i / Steps % Steps);
            colours[(3 * i) + 2] = Level(i / Steps / Steps);
        }

        using var bare = Image.NewFromMemory(colours, Steps * Steps, Steps, 3, Enums.BandFormat.Uchar);
        using var rgb = bare.Copy(interpretation: Enums.Interpretation.Srgb);
        using var tagged = rgb.Mutate(image => image.Set(GValue.BlobType, IccProfile, profile));
        using var converted = tagged.IccTransform("srgb", embedded: true, intent: Enums.Intent.Relative, depth: 8);
        using var difference = (converted - rgb).Abs();
        return difference.Max() <= Tolerance;
    }

    private static byte Level(int step) => (byte)(255 * step / (Steps - 1));
}
