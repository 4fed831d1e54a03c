namespace Pipeline.Worker.Segmentation;

/// <summary>Colour and place of each pixel: L, a, b, x, y, the last two in percent of the longer side.</summary>
internal sealed class PixelFeatures
{
    public const int Dimension = 5;

    /// <summary>Least variances: 2 ΔE of noise, and 5 % of the longer side.</summary>
    public static readonly float[] Floor = [4, 4, 4, 25, 25];

    public PixelFeatures(WorkingPicture picture)
    {
        var scale = 100f / Math.Max(picture.Width, picture.Height);
        Values = new float[picture.Count * Dimension];
        for (var i = 0; i < picture.Count; i++)
        {
            picture.Lab.AsSpan(3 * i, 3).CopyTo(Values.AsSpan(Dimension * i));
            Values[(Dimension * i) + 3] = i % picture.Width * scale;
            Values[(Dimension * i) + 4] = i / picture.Width * scale;
        }

        // Every fourth pixel, in quincunx, is plenty to fit a mixture to.
        Samples = [.. Enumerable.Range(0, picture.Count).Where(i =>
        {
            int x = i % picture.Width, y = i / picture.Width;
            return y % 2 == 0 && (x + (y / 2)) % 2 == 0;
        })];
        SampleValues = new float[Samples.Length * Dimension];
        for (var k = 0; k < Samples.Length; k++)
        {
            Values.AsSpan(Dimension * Samples[k], Dimension).CopyTo(SampleValues.AsSpan(Dimension * k));
        }
    }

    public float[] Values { get; }

    /// <summary>Pixels that the mixtures are fitted to.</summary>
    public int[] Samples { get; }

    public float[] SampleValues { get; }

    public ReadOnlySpan<float> this[int pixel] => Values.AsSpan(Dimension * pixel, Dimension);
}
