using System.CommandLine;
using System.Globalization;
using Pipeline.Worker.Imaging;

namespace Pipeline.Embedded;

/// <summary>The part of the command line that says what a photo may be.</summary>
internal static class LimitOptions
{
    private static readonly ImageLimits Usual = new();

    private static readonly Option<int?> MaxMegapixels = Number(
        "--max-megapixels",
        "MP",
        $"Larger photos are refused, 1 to 1000; {Usual.MaxMegapixels} if not given. A photo in work takes about 12 MiB per "
            + "megapixel.");

    private static readonly Option<int?> MaxMebibytes = Number(
        "--max-mebibytes",
        "MiB",
        "Larger files are refused, 1 to 2047; if not given, what an uncompressed photo of --max-megapixels takes "
            + "(398 for 50).");

    private static readonly Option<int?> MaxSide = Number(
        "--max-photo-side", "N", $"Photos with a longer side are refused, 16 to 65500 pixels; {Usual.MaxSide} if not given.");

    private static readonly Option<int?> MinSide = Number(
        "--min-photo-side", "N", $"Photos with a shorter side are refused, 1 to 1024 pixels; {Usual.MinSide} if not given.");

    private static readonly Option<int?> MaxFrames = Number(
        "--max-frames",
        "N",
        $"Files of more frames or pages are refused even with --first-frame, 1 to 1000000; {Usual.MaxFrames} if not given.");

    public static IEnumerable<Option> All => [MaxMegapixels, MaxMebibytes, MaxSide, MinSide, MaxFrames];

    public static void Check()
    {
        Range(MaxMegapixels, 1, 1000);
        Range(MaxMebibytes, 1, 2047);
        Range(MaxSide, 16, 65_500);
        Range(MinSide, 1, 1024);
        Range(MaxFrames, 1, 1_000_000);
    }

    public static ImageLimits ToLimits(ParseResult parsed) => new()
    {
        MaxMegapixels = parsed.GetValue(MaxMegapixels) ?? Usual.MaxMegapixels,
        MaxMebibytes = parsed.GetValue(MaxMebibytes),
        MaxSide = parsed.GetValue(MaxSide) ?? Usual.MaxSide,
        MinSide = parsed.GetValue(MinSide) ?? Usual.MinSide,
        MaxFrames = parsed.GetValue(MaxFrames) ?? Usual.MaxFrames,
    };

    /// <summary>On the text, since what is no number has no value to look at.</summary>
    public static void Range<T>(Option<T> option, int least, int most) => option.Validators.Add(result =>
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : null;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var value) && (value < least || value > most))
        {
            result.AddError($"{option.Name} is between {least} and {most}.");
        }
    });

    private static Option<int?> Number(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };
}
