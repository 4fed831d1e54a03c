namespace Pipeline.Worker.Matting.Areas;

/// <summary>
/// What one run of IndexNet takes besides its weights: a + b × pixels. Measured on a processor in float32 with the
/// runtime's arena, which takes more than without (<c>tests/measure matting-memory</c>); that is taken whatever the
/// worker's own setting, since the choice must not depend on the machine.
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
