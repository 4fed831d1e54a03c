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

    /// <param name="pictures">N × H × W × 3, blue first.</param>
    /// <param name="count">N.</param>
    /// <returns>N × 3 × H × W, red first.</returns>
    public float[] Of(ReadOnlySpan<byte> pictures, int count)
    {
        var planes = new float[pictures.Length];
        var pixels = count == 0 ? 0 : pictures.Length / Channels / count;
        for (var i = 0; i < count; i++)
        {
            for (var c = 0; c < Channels; c++)
            {
                var from = pictures[(i * Channels * pixels)..];
                var to = planes.AsSpan(((i * Channels) + c) * pixels, pixels);
                for (var p = 0; p < pixels; p++)
                {
                    to[p] = _levels[c][from[(Channels * p) + Channels - 1 - c]];
                }
            }
        }

        return planes;
    }
}
