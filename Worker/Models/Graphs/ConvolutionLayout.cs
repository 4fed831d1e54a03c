namespace Pipeline.Worker.Models.Graphs;

/// <summary>Where a convolution's kernel goes.</summary>
internal readonly record struct ConvolutionLayout()
{
    public int Stride { get; init; } = 1;

    public int Dilation { get; init; } = 1;

    public int Groups { get; init; } = 1;

    /// <summary>Zeros around the input: top, left, bottom, right.</summary>
    public (int Top, int Left, int Bottom, int Right) Padding { get; init; }

    /// <summary>The same number of zeros on each side.</summary>
    public int Around
    {
        init => Padding = (value, value, value, value);
    }
}
