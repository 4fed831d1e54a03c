namespace Pipeline.Contracts;

/// <summary>
/// Per marketplace, one rendition that meets its rules, required and recommended alike, as far as the photo allows. All
/// are JPEG over white: every marketplace here takes it. A rendition of such a name is judged by that marketplace's
/// rules.
/// </summary>
public static class Presets
{
    private static readonly Dictionary<string, RenditionRecipe> Recipes = new[]
    {
        // 88 % filled: 85 are demanded, and a soft edge may cost some pixels of a frame of 1000.
        Over(2000, 2000, "6%") with { Name = "amazon", MinSide = 1000, MaxBytes = 10_000_000 },
        Over(1600, 1600, "5%") with { Name = "ebay", MinSide = 500, MaxBytes = 12_000_000 },
        // 82 %, the middle of 75 to 90. No least side: Google forbids enlarged pictures.
        Over(1500, 1500, "9%") with { Name = "google", MaxBytes = 16_000_000 },
        Over(1600, 1600, "5%") with { Name = "rakuten", MinSide = 700, MaxBytes = 2_000_000 },
        Over(2048, 2048, "5%") with { Name = "shopify", MinSide = 800, MaxBytes = 19_999_999 },
        Over(2200, 2200, "5%") with { Name = "walmart", Enlarge = true, MaxBytes = 5_000_000 },
        // 5 % are demanded; soft edges lie within the sixth.
        Over(1200, 1200, "6%") with { Name = "yahoo-jp", MaxBytes = 2_000_000 },
        // 2 px above the least height, so that no rounding makes the width 761.
        Over(1801, 2600, "5%") with { Name = "zalando", MinSide = 1102, MaxBytes = 20_000_000 },
    }.ToDictionary(recipe => recipe.Name);

    /// <summary>In alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Recipes.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Null when there is none of that name.</summary>
    public static RenditionRecipe? Find(string name) => Recipes.GetValueOrDefault(name);

    /// <summary>One rendition for each of the names, which commas separate.</summary>
    /// <exception cref="ArgumentException">There is no such preset; the message is for the user.</exception>
    public static CutoutRecipe Recipe(string names) => new()
    {
        InputAlpha = InputAlpha.Auto,
        Renditions = [.. names.Split(',', StringSplitOptions.TrimEntries).Select(name => Find(name)
            ?? throw new ArgumentException($"There is no preset '{name}'; there are {string.Join(", ", Names)}."))],
    };

    private static RenditionRecipe Over(int width, int height, string margin) => new()
    {
        Format = PictureFormat.Jpeg,
        Background = "#ffffff",
        Canvas = new CanvasSize { Width = width, Height = height },
        Margin = Extent.Parse(margin),
    };
}
