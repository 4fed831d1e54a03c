namespace Pipeline.Worker.Matting.Areas;

/// <summary>
/// What one run of IndexNet takes besides its weights: a + b × pixels. Measured from 0.07 to 2.1 megapixels with
/// <c>tests/measure matting-memory</c>, on a processor, in float32, with the runtime's arena and without its memory
/// pattern: 4 + 654 per megapixel, here with something to spare. That is taken for every provider and setting, since
/// the choice must not depend on the machine; without the arena it was 27 + 1013 per megapixel.
/// </summary>
internal static class MattingMemory
{
    private const double Fixed = 20;

    private const double PerMegapixel = 700;

    /// <summary>Mebibytes of a run on so many pixels.</summary>
    public static double MebibytesOf(double pixels) => Fixed + (PerMegapixel * pixels / 1e6);

    /// <summary>Most pixels of a run in so many mebibytes.</summary>
    public static double PixelsIn(double mebibytes) => (mebibytes - Fixed) / PerMegapixel * 1e6;
}
