using System.Globalization;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Recipes;

/// <summary>
/// What stands behind an option, as the recipe has it. A text that cannot be read is an ArgumentException.
/// </summary>
public static class RecipeText
{
    public static string? Colour(string? text) => text?.ToLowerInvariant() switch
    {
        "white" => "#ffffff",
        "black" => "#000000",
        var other => other,
    };

    /// <param name="text">A format's name, also jpg; null is the usual one.</param>
    /// <param name="option">Whose value it is.</param>
    public static PictureFormat Format(string? text, string option) =>
        Named<PictureFormat>("jpg".Equals(text, StringComparison.OrdinalIgnoreCase) ? "jpeg" : text, option);

    public static CanvasSize Canvas(string text)
    {
        var sides = text.Split('x');
        return sides.Length == 2
            && int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            ? new CanvasSize { Width = width, Height = height }
            : throw new ArgumentException($"'{text}' is not a size such as 2000x2000.");
    }

    public static (double X, double Y) Position(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries).Select(Extent.Parse).ToList();
        return parts is [{ IsShare: true } x, { IsShare: true } y]
            ? (x.Value, y.Value)
            : throw new ArgumentException($"'{text}' is not a position such as 50%,100%.");
    }

    /// <summary>By name only: an enumeration would also take a number.</summary>
    public static T Named<T>(string? text, string option)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        return text is null ? default
            : names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
                ? Enum.Parse<T>(name)
                : throw new ArgumentException(
                    $"{option} has no '{text}'; there are {string.Join(", ", names).ToLowerInvariant()}.");
    }
}
