namespace Pipeline.Worker.Matting.Areas;

/// <summary>On what of the picture a matting network works.</summary>
public enum MattingArea
{
    /// <summary>
    /// The box as a whole; where that would take more than the ceiling of memory, tiles of it at the same resolution.
    /// </summary>
    Auto,

    /// <summary>The whole picture in one run, smaller where the ceiling of memory demands it.</summary>
    Full,

    /// <summary>
    /// What is unknown and some context around it in one run, smaller where the ceiling of memory demands it.
    /// </summary>
    Box,

    /// <summary>Overlapping tiles of the box, those that hold what is unknown.</summary>
    Tiles,
}
