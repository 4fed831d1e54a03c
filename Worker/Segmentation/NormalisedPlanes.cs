using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Segmentation;

/// <summary>Red, green and blue one after the other, less their mean and over their deviation.</summary>
internal sealed class NormalisedPlanes
{
    private const int Channels = 3;

    private readonly float[][] _levels = new float[Channels][];

    /// <param name="input">With mean and deviation.</param>
    public NormalisedPlanes(SegmenterInput input)
    {
        for (var c = 0; c < Channels; c++)
        {
            _levels[c] = new float[256];
            for (var level = 0; level < 256; level++)
            {
                _levels[c][level] = ((level / 255f) - input.Mean![c]) / input.Std![c];
            }
        }
    }

    /// <param name="picture">H × W × 3, blue first.</param>
    /// <returns>3 × H × W, red first.</returns>
    public float[] Of(ReadOnlySpan<byte> picture)
    {
        var planes = new float[picture.Length];
        var pixels = picture.Length / Channels;
        for (var c = 0; c < Channels; c++)
        {
            var to = planes.AsSpan(c * pixels, pixels);
            for (var p = 0; p < pixels; p++)
            {
                to[p] = _levels[c][picture[(Channels * p) + Channels - 1 - c]];
            }
        }

        return planes;
    }
}
