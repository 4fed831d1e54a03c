namespace Pipeline.Worker.Imaging.Formats;

/// <summary>As numbered in the header.</summary>
internal enum BmpCompression
{
    None = 0,
    RunLength8 = 1,
    RunLength4 = 2,
    BitFields = 3,
    AlphaBitFields = 6,
}
