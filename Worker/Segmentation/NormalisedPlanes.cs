using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Segmentation;

/// <summary>Red, green and blue one after the other, scaled, less their mean and over their deviation.</summary>
/// <param name="input">With scale, mean and deviation.</param>
internal sealed class NormalisedPlanes(SegmenterInput input)
{
    private const int Channels = 3;
    private const byte White = 255;

    /// <param name="picture">H × W × 3, blue first.</param>
    /// <returns>3 × H × W, red first.</returns>
    public float[] Of(ReadOnlySpan<byte> picture)
    {
        var levels = Levels(input.Scale == InputScale.Maximum ? Highest(picture) : White);
        var planes = new float[picture.Length];
        var pixels = picture.Length / Channels;
        for (var c = 0; c < Channels; c++)
        {
            var to = planes.AsSpan(c * pixels, pixels);
            for (var p = 0; p < pixels; p++)
            {
                to[p] = levels[c][picture[(Channels * p) + Channels - 1 - c]];
            }
        }

        return planes;
    }

    /// <summary>At least 1: a picture that is all black stays black.</summary>
    private static byte Highest(ReadOnlySpan<byte> picture)
    {
        byte highest = 1;
        foreach (var level in picture)
        {
            highest = Math.Max(highest, level);
        }

        return highest;
    }

    /// <summary>Of every channel, what each level becomes.</summary>
    private float[][] Levels(byte divisor)
    {
        var levels = new float[Channels][];
        for (var c = 0; c < Channels; c++)
        {
            levels[c] = new float[White + 1];
            for (var level = 0; level <= White; level++)
            {
                levels[c][level] = ((level / (float)divisor) - input.Mean![c]) / input.Std![c];
            }
        }

        return levels;
    }
}
