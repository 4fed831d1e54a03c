namespace Pipeline.Contracts;

/// <summary>A soft shadow drawn under the subject, where it would stand on the ground.</summary>
public sealed record ContactShadow
{
    /// <summary>How dark it is at its darkest, above 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Beyond that.</exception>
    public double Opacity
    {
        get;
        init => field = value is > 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Opacity), value, "Opacity is above 0 and at most 1.");
    } = 0.35;
}
