namespace Pipeline.Worker.Models.Precision;

/// <summary>
/// A convolution's weights as signed bytes, each output's with a scale of its own and 0 in the middle, and what it
/// adds as 32-bit integers on the scale of the products (Krishnamoorthi 2018, arXiv:1806.08342).
/// </summary>
internal sealed class EightBitWeights
{
    /// <summary>−128 has no counterpart.</summary>
    private const int Most = sbyte.MaxValue;

    /// <summary>What is added keeps this far from the end of 32 bits, to which products are added too.</summary>
    private const double MostAdded = 1 << 30;

    /// <param name="kernel">Row-major, outputs first.</param>
    /// <param name="bias">One for each output; or null.</param>
    /// <param name="outputs">Planes out.</param>
    /// <param name="inputScale">Of the activation that is convolved.</param>
    public EightBitWeights(ReadOnlySpan<float> kernel, float[]? bias, int outputs, float inputScale)
    {
        var each = kernel.Length / outputs;
        Kernel = new sbyte[kernel.Length];
        (KernelScales, AddedScales) = (new float[outputs], new float[outputs]);
        Added = bias is null ? null : new int[outputs];
        for (var o = 0; o < outputs; o++)
        {
            var weights = kernel.Slice(o * each, each);
            var scale = Scale(weights, bias?[o] ?? 0, inputScale);
            KernelScales[o] = scale;
            AddedScales[o] = scale * inputScale;
            for (var i = 0; i < each; i++)
            {
                Kernel[(o * each) + i] = (sbyte)Math.Clamp(MathF.Round(weights[i] / scale), -Most, Most);
            }

            if (Added is not null)
            {
                Added[o] = (int)Math.Clamp(Math.Round((double)bias![o] / AddedScales[o]), -MostAdded, MostAdded);
            }
        }
    }

    public sbyte[] Kernel { get; }

    public float[] KernelScales { get; }

    public int[]? Added { get; }

    public float[] AddedScales { get; }

    /// <summary>Wide enough for the weights, and for what is added where the weights are next to nothing.</summary>
    private static float Scale(ReadOnlySpan<float> weights, float added, float inputScale)
    {
        var most = 0f;
        foreach (var weight in weights)
        {
            most = Math.Max(most, Math.Abs(weight));
        }

        var scale = (float)Math.Max(most / Most, Math.Abs((double)added) / inputScale / MostAdded);
        return scale > 0 ? scale : 1;
    }
}
