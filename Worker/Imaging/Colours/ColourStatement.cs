namespace Pipeline.Worker.Imaging.Colours;

/// <summary>What a file without an ICC profile says of its colours.</summary>
/// <param name="Space">To convert from; null for sRGB.</param>
/// <param name="IsIgnored">It states a space that cannot be converted from.</param>
internal readonly record struct ColourStatement(ColourSpace? Space, bool IsIgnored)
{
    /// <summary>Nothing is stated, or sRGB.</summary>
    public static ColourStatement None => default;

    /// <param name="space">Null where what is stated cannot be used.</param>
    public static ColourStatement Of(ColourSpace? space) =>
        space is not { IsUsable: true } ? new(null, true) : space.IsSrgb ? None : new(space, false);
}
