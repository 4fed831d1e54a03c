namespace Pipeline.Contracts;

/// <summary>On what of the picture a matting network worked, and how finely.</summary>
public sealed record NetworkMatting
{
    /// <summary>
    /// <c>full</c>: the picture as a whole; <c>box</c>: the box around all that is unknown, with context; <c>tiles</c>:
    /// overlapping tiles of that box, those that hold what is unknown.
    /// </summary>
    public required string Area { get; init; }

    /// <summary>Of each input of the network, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Of each input of the network, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>How many inputs there were; more than one only of tiles.</summary>
    public required int Inputs { get; init; }

    /// <summary>
    /// Above 0, at most 1: pixels of the network's input for each of the picture, along a side. Below 1 the alpha was
    /// brought up to the picture's size under the picture's guidance. Rounded to four decimals.
    /// </summary>
    public required double Scale { get; init; }
}
