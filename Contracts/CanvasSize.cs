namespace Pipeline.Contracts;

/// <summary>Size of a canvas in pixels, 1 to 65,500 a side.</summary>
public sealed record CanvasSize
{
    private const int Most = 65_500;

    /// <exception cref="ArgumentOutOfRangeException">Beyond 1 to 65,500.</exception>
    public required int Width { get; init => field = Checked(value); }

    /// <exception cref="ArgumentOutOfRangeException">Beyond 1 to 65,500.</exception>
    public required int Height { get; init => field = Checked(value); }

    private static int Checked(int side) => side is >= 1 and <= Most
        ? side
        : throw new ArgumentOutOfRangeException(nameof(side), side, $"A side is 1 to {Most} pixels.");
}
