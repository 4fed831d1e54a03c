using OpenCvSharp;

namespace Pipeline.Worker.Marketplaces;

/// <summary>A file decoded again: what its header says, and its pixels.</summary>
internal sealed class WrittenPicture : IDisposable
{
    /// <summary>H × W, <c>CV_8UC3</c>, BGR as decoded (no profile on RGB), upright, over white.</summary>
    public required Mat Pixels { get; init; }

    /// <summary>H × W, <c>CV_8UC1</c>, the file's own alpha; null without.</summary>
    public required Mat? Alpha { get; init; }

    /// <summary>Bits per channel.</summary>
    public required int BitDepth { get; init; }

    /// <summary>One of the words of <see cref="RuleMeasure.ColourSpace"/>.</summary>
    public required string ColourSpace { get; init; }

    /// <summary>Frames or pages.</summary>
    public required int Frames { get; init; }

    /// <summary>Of EXIF, 1..8.</summary>
    public required int Orientation { get; init; }

    /// <summary>Side in pixels of the squares within which the format mixes an edge with what is beside it.</summary>
    public required int BlockSide { get; init; }

    public int Width => Pixels.Cols;

    public int Height => Pixels.Rows;

    public void Dispose()
    {
        Pixels.Dispose();
        Alpha?.Dispose();
    }
}
