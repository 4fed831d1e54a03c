namespace Pipeline.Corpus;

/// <summary>
/// sRGB colours in other spaces, by the published formulas and no colour management: channels are 0..1.
/// </summary>
internal static class ColourSpaces
{
    /// <summary>Linear sRGB to linear Display P3, both at D65.</summary>
    private static readonly double[][] ToP3 =
        [[0.8224621, 0.1775380, 0], [0.0331941, 0.9668058, 0], [0.0170827, 0.0723974, 0.9105199]];

    /// <summary>Linear sRGB to linear Adobe RGB, both at D65.</summary>
    private static readonly double[][] ToAdobe =
        [[0.7151256, 0.2848744, 0], [0, 1, 0], [0, 0.0411619, 0.9588381]];

    public static double[] DisplayP3(double[] srgb) => [.. Multiply(ToP3, srgb).Select(Encode)];

    public static double[] AdobeRgb(double[] srgb) =>
        [.. Multiply(ToAdobe, srgb).Select(linear => Math.Pow(linear, 256 / 563.0))];

    /// <summary>Grey with a pure power curve.</summary>
    public static double[] Power(double[] srgb, double gamma) =>
        [.. srgb.Select(value => Math.Pow(Decode(value), 1 / gamma))];

    private static IEnumerable<double> Multiply(double[][] matrix, double[] srgb)
    {
        var linear = srgb.Select(Decode).ToArray();
        return matrix.Select(row => row.Zip(linear, (weight, value) => weight * value).Sum());
    }

    private static double Decode(double value) =>
        value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static double Encode(double linear) =>
        linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055;
}
