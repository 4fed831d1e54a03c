using System.CommandLine;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Recipes;

namespace Pipeline.Dispatcher.Commands;

/// <summary>
/// The part of the command line that says what is made of each photo: a recipe file, presets, or one rendition.
/// </summary>
internal static class RecipeFlags
{
    private static readonly Option<string?> Recipe = Text("--recipe", "FILE", "A recipe as JSON (deploy/recipes).");

    private static readonly Option<string?> Preset = Text(
        "--preset", "NAMES", "Files as shops want them, by commas: " + string.Join(", ", Presets.Names) + ".");

    private static readonly Option<string?> Background = Text(
        "--background", "COLOUR", "Behind the subject: white, black or #rrggbb; transparent if not given.");

    private static readonly Option<string?> Format = Text("--format", "png|webp|jpeg", "File format; png if not given.");

    private static readonly Option<string?> Margin = Text("--margin", "LENGTH", "Kept free around the subject: 20px or 5%.");

    private static readonly Option<string?> Canvas = Text("--canvas", "WxH", "Frame of this shape and at most this size.");

    private static readonly Option<int?> Quality = new("--quality") { Description = "1 to 100, of jpeg and of lossy webp.", HelpName = "N" };

    private static readonly Option<int?> MaxSide = new("--max-side") { Description = "Greatest longer side in pixels.", HelpName = "N" };

    private static readonly Option<bool> Crop = new("--crop") { Description = "Cut the frame to the subject." };

    private static Option[] OfOneRendition => [Background, Format, Margin, Canvas, Quality, MaxSide, Crop];

    public static IEnumerable<Option> All => [Recipe, Preset, .. OfOneRendition];

    /// <exception cref="ArgumentException">The options cannot be read, or contradict each other.</exception>
    public static CutoutRecipe ToRecipe(ParseResult parsed)
    {
        var recipe = parsed.GetValue(Recipe) is { } file ? Alone(parsed, Recipe, () => RecipeFile.Read(file))
            : parsed.GetValue(Preset) is { } presets ? Alone(parsed, Preset, () => Presets.Recipe(presets))
            : OfOptions(parsed);
        return recipe.Contradiction is { } sentence ? throw new ArgumentException(sentence) : recipe;
    }

    private static CutoutRecipe OfOptions(ParseResult parsed) => new()
    {
        InputAlpha = InputAlpha.Auto,
        Renditions =
        [
            new RenditionRecipe
            {
                Format = RecipeText.Format(parsed.GetValue(Format), Format.Name),
                Background = RecipeText.Colour(parsed.GetValue(Background)),
                Margin = parsed.GetValue(Margin) is { } margin ? Extent.Parse(margin) : null,
                Canvas = parsed.GetValue(Canvas) is { } canvas ? RecipeText.Canvas(canvas) : null,
                Quality = parsed.GetValue(Quality),
                MaxSide = parsed.GetValue(MaxSide),
                Crop = parsed.GetValue(Crop),
            },
        ],
    };

    /// <summary>Either says everything about its renditions, so that nothing else may.</summary>
    private static CutoutRecipe Alone(ParseResult parsed, Option whole, Func<CutoutRecipe> make)
    {
        var others = OfOneRendition.Append(Recipe).Append(Preset).Where(option => option != whole);
        return others.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } other
            ? throw new ArgumentException($"{other.Name} has no place beside {whole.Name}, which says it all.")
            : make();
    }

    private static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };
}
