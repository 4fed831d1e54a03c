namespace Pipeline.Contracts;

/// <summary>What the caller wants made of each photo. Part of the job's identity.</summary>
public sealed record CutoutRecipe
{
    /// <summary>
    /// Colour behind the subject as <c>#rrggbb</c> (sRGB), or null for a transparent PNG with straight alpha.
    /// </summary>
    /// <exception cref="ArgumentException">Not of the form <c>#rrggbb</c>.</exception>
    public string? Background
    {
        get;
        init => field = value is null || IsColour(value)
            ? value?.ToLowerInvariant()
            : throw new ArgumentException($"'{value}' is not a colour of the form #rrggbb.", nameof(Background));
    }

    /// <summary>What the photo's own transparency means.</summary>
    public InputAlpha InputAlpha { get; init; }

    /// <summary>
    /// Takes the first frame of an animation, or the first page of several, instead of failing with
    /// <see cref="FailureReason.TooManyFrames"/>.
    /// </summary>
    public bool FirstFrame { get; init; }

    private static bool IsColour(string value) =>
        value.Length == 7 && value[0] == '#' && value.Skip(1).All(char.IsAsciiHexDigit);
}
