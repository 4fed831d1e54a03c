namespace Pipeline.Contracts;

/// <summary>
/// A rectangle of the upright photo, from its upper left corner. Per cent are of the photo's width (left, width) or
/// height (top, height). What lies outside the photo is cut off.
/// </summary>
public sealed record PictureArea
{
    public required Extent Left { get; init; }

    public required Extent Top { get; init; }

    public required Extent Width { get; init; }

    public required Extent Height { get; init; }

    /// <summary>Reads <c>LEFT,TOP,WIDTH,HEIGHT</c>, such as <c>10%,0,80%,100%</c>.</summary>
    /// <exception cref="ArgumentException">Not four lengths.</exception>
    public static PictureArea Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        return parts.Length == 4
            ? new PictureArea
            {
                Left = Extent.Parse(parts[0]),
                Top = Extent.Parse(parts[1]),
                Width = Extent.Parse(parts[2]),
                Height = Extent.Parse(parts[3]),
            }
            : throw new ArgumentException($"'{text}' is not an area LEFT,TOP,WIDTH,HEIGHT.", nameof(text));
    }

    public override string ToString() => $"{Left},{Top},{Width},{Height}";
}
