using System.CommandLine;
using System.Security.Cryptography;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Intake;
using Pipeline.Dispatcher.Recipes;

namespace Pipeline.Embedded;

/// <summary>The part of the command line that says what is made of each photo.</summary>
internal static class RecipeOptions
{
    private const string PreviewName = "preview";

    private static readonly Option<string> Recipe = Text(
        "--recipe", "FILE", "A recipe as JSON (deploy/recipes); in place of the options about one rendition below.");

    private static readonly Option<string> Preset = Text(
        "--preset", "NAMES", "Files as shops want them, by commas: " + string.Join(", ", Presets.Names)
            + "; in place of the options about one rendition.");

    private static readonly Option<string> Background = Text(
        "--background", "COLOUR", "Behind the subject: white, black or #rrggbb; transparent if not given.", "-b");

    private static readonly Option<string> BackgroundImage = Text(
        "--background-image", "FILE", "A picture behind the subject; it fills the frame and is cut at its middle.");

    private static readonly Option<string> Format = Text("--format", "png|webp|jpeg", "File format; png if not given.");

    private static readonly Option<int?> Quality = Number(
        "--quality", "1 to 100, of jpeg and of lossy webp. Without it webp is lossless and jpeg takes 95.");

    private static readonly Option<string> Channels = Text(
        "--channels", "LIST", "What is written: cutout, alpha, mask, trimap; several by commas become several files.");

    private static readonly Option<bool> Crop = new("--crop") { Description = "Cut the frame to the subject." };

    private static readonly Option<string> Margin = Text(
        "--margin", "LENGTH", "Kept free around a cropped subject: 20px, or 5% of its longer side (of the canvas's sides).");

    private static readonly Option<string> Canvas = Text(
        "--canvas", "WxH", "Frame of this shape and at most this size, filled by the subject but for the margin.");

    private static readonly Option<bool> Enlarge = new("--enlarge")
    {
        Description = "Enlarge small subjects to fill the canvas; else the canvas shrinks.",
    };

    private static readonly Option<string> Position = Text(
        "--position", "X%,Y%", "Where the subject lies in the room the canvas leaves: 50%,100% is in the middle of the ground.");

    private static readonly Option<int?> MinSide = Number("--min-side", "Least longer side in pixels; smaller frames are enlarged.");
    private static readonly Option<int?> MaxSide = Number("--max-side", "Greatest longer side in pixels; larger frames are reduced.");
    private static readonly Option<int?> Dpi = Number("--dpi", "Pixels per inch stated in the file; as the photo's if not given.");

    private static readonly Option<long?> MaxBytes = new("--max-bytes")
    {
        Description = "Greatest size of a file in bytes; quality is lowered to meet it.",
        HelpName = "N",
    };

    private static readonly Option<double?> Shadow = new("--shadow")
    {
        Description = "Draws a soft contact shadow of this opacity, above 0 to 1.",
        HelpName = "OPACITY",
    };

    private static readonly Option<int?> Preview = Number("--preview", "Also a small WebP preview of at most so many pixels a side.");

    private static readonly Option<string> Region = Text(
        "--roi", "AREA", "Where the subject lies, as LEFT,TOP,WIDTH,HEIGHT in px or %: 10%,0,80%,100%.");

    private static readonly Option<string[]> Keep = new("--keep")
    {
        Description = "An area that is subject whatever it looks like; may be given several times.",
        HelpName = "AREA",
    };

    private static readonly Option<string> Alpha = new("--input-alpha")
    {
        Description = "A photo's own transparency: auto, the default, keeps the alpha of a photo that is cut out already "
            + "(5 % of it or more is transparent) and lays others over white, with a warning that says which; flatten lays "
            + "all over white; respect looks for the subject and keeps it nowhere more opaque than its photo.",
        HelpName = "auto|flatten|respect",
    };

    private static readonly Option<bool> KeepMetadata = new("--keep-metadata")
    {
        Description = "Pass on who took the photo, what it shows, when and how. Never where.",
    };

    private static readonly Option<bool> FirstFrame = new("--first-frame")
    {
        Description = "Take the first frame of an animation and the first page of several, which fail otherwise.",
    };

    /// <summary>Options that describe one rendition, which a recipe describes itself.</summary>
    private static readonly Option[] OfOneRendition =
    [
        Background, BackgroundImage, Format, Quality, Channels, Crop, Margin, Canvas, Enlarge, Position, MinSide, MaxSide, Dpi, MaxBytes, Shadow,
    ];

    public static IEnumerable<Option> All => [Recipe, Preset, .. OfOneRendition, Preview, Region, Keep, Alpha, FirstFrame, KeepMetadata];

    /// <summary>What the options ask for.</summary>
    /// <exception cref="ArgumentException">
    /// They cannot be read, or contradict each other; the message is for the user.
    /// </exception>
    public static CutoutRecipe ToRecipe(ParseResult parsed)
    {
        var recipe = parsed.GetValue(Recipe) is { } file ? Alone(parsed, Recipe, () => RecipeFile.Read(file))
            : parsed.GetValue(Preset) is { } presets ? Alone(parsed, Preset, () => Presets.Recipe(presets))
            : FromOptions(parsed);
        recipe = recipe with
        {
            Renditions = parsed.GetValue(Preview) is { } side ? [.. recipe.Renditions, PreviewOf(side)] : recipe.Renditions,
            InputAlpha = parsed.GetValue(Alpha) is { } alpha ? RecipeText.Named<InputAlpha>(alpha, Alpha.Name) : recipe.InputAlpha,
            FirstFrame = parsed.GetValue(FirstFrame) || recipe.FirstFrame,
            KeepMetadata = parsed.GetValue(KeepMetadata) || recipe.KeepMetadata,
            Region = parsed.GetValue(Region) is { } region ? PictureArea.Parse(region) : recipe.Region,
            Keep = parsed.GetValue(Keep) is { Length: > 0 } keep ? [.. keep.Select(PictureArea.Parse)] : recipe.Keep,
        };
        return recipe.Contradiction is { } sentence ? throw new ArgumentException(sentence) : recipe;
    }

    /// <summary>A recipe says everything about its renditions, so nothing else may.</summary>
    private static CutoutRecipe Alone(ParseResult parsed, Option whole, Func<CutoutRecipe> make)
    {
        var others = OfOneRendition.Append(Recipe).Append(Preset).Where(option => option != whole);
        return others.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } other
            ? throw new ArgumentException($"{other.Name} has no place beside {whole.Name}, which says it all.")
            : make();
    }

    private static CutoutRecipe FromOptions(ParseResult parsed)
    {
        var position = parsed.GetValue(Position) is { } text ? RecipeText.Position(text) : default;
        var one = new RenditionRecipe
        {
            Format = RecipeText.Format(parsed.GetValue(Format), Format.Name),
            Quality = parsed.GetValue(Quality),
            Crop = parsed.GetValue(Crop),
            Margin = parsed.GetValue(Margin) is { } margin ? Extent.Parse(margin) : null,
            Canvas = parsed.GetValue(Canvas) is { } canvas ? RecipeText.Canvas(canvas) : null,
            Enlarge = parsed.GetValue(Enlarge),
            PositionX = position.X,
            PositionY = position.Y,
            MinSide = parsed.GetValue(MinSide),
            MaxSide = parsed.GetValue(MaxSide),
            Dpi = parsed.GetValue(Dpi),
            MaxBytes = parsed.GetValue(MaxBytes),
        };
        var channels = (parsed.GetValue(Channels) ?? "cutout").Split(',', StringSplitOptions.TrimEntries)
            .Select(name => RecipeText.Named<RenditionChannels>(name, Channels.Name));
        return new CutoutRecipe
        {
            InputAlpha = InputAlpha.Auto,
            Renditions = [.. channels.Select(shown => shown == RenditionChannels.Cutout
                ? one with
                {
                    Background = RecipeText.Colour(parsed.GetValue(Background)),
                    BackgroundPicture = parsed.GetValue(BackgroundImage) is { } picture ? PinPicture(picture) : null,
                    Shadow = parsed.GetValue(Shadow) is { } opacity ? new ContactShadow { Opacity = opacity } : null,
                }
                : one with { Channels = shown, Name = shown.ToString().ToLowerInvariant() })],
        };
    }

    /// <summary>The folder of the background picture, absolute and without links; null where there is none.</summary>
    public static string? BackgroundsFolder(ParseResult parsed) =>
        parsed.GetValue(BackgroundImage) is { } picture ? Path.GetDirectoryName(RealPath.Of(picture)) : null;

    /// <summary>In the version of now, as the store of folders tells versions.</summary>
    private static VersionedBlob PinPicture(string file)
    {
        try
        {
            var path = RealPath.Of(file);
            return new VersionedBlob
            {
                Blob = new BlobRef { Container = CutoutArguments.BackgroundsContainer, Name = Path.GetFileName(path) },
                ETag = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"The background picture {file} cannot be read: {e.Message}", e);
        }
    }

    private static RenditionRecipe PreviewOf(int side) => new()
    {
        Name = PreviewName,
        Format = PictureFormat.WebP,
        Quality = 80,
        MaxSide = side,
    };

    private static Option<string> Text(string name, string helpName, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = helpName };

    private static Option<int?> Number(string name, string description) =>
        new(name) { Description = description, HelpName = "N" };
}
