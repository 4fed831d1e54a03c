using Pipeline.Worker.Models.Checkpoints;

namespace Pipeline.Worker.Models.Graphs;

/// <summary>A convolution's kernel, row-major [outputs, inputs of a group, height, width], and what it adds.</summary>
/// <param name="Kernel">Weights.</param>
/// <param name="Outputs">Planes out.</param>
/// <param name="Inputs">Planes that each output sees.</param>
/// <param name="Height">Rows of the kernel.</param>
/// <param name="Width">Columns of the kernel.</param>
/// <param name="Bias">One for each output.</param>
internal sealed record ConvolutionWeights(float[] Kernel, int Outputs, int Inputs, int Height, int Width, float[] Bias)
{
    /// <summary>What a batch normalisation adds to the variance; the same in both networks.</summary>
    private const double Epsilon = 1e-5;

    public ConvolutionWeights(int outputs, int inputs, int height, int width)
        : this(new float[outputs * inputs * height * width], outputs, inputs, height, width, new float[outputs])
    {
    }

    public ref float this[int output, int input, int y, int x] =>
        ref Kernel[(((((output * Inputs) + input) * Height) + y) * Width) + x];

    /// <summary>Several over the same input, one after the other.</summary>
    public static ConvolutionWeights Stack(params ReadOnlySpan<ConvolutionWeights> parts)
    {
        var (first, outputs) = (parts[0], 0);
        var (kernel, bias) = (new List<float>(), new List<float>());
        foreach (var part in parts)
        {
            if ((part.Inputs, part.Height, part.Width) != (first.Inputs, first.Height, first.Width))
            {
                throw new CheckpointException(
                    "The checkpoint is of another network: branches of an index block differ.");
            }

            kernel.AddRange(part.Kernel);
            bias.AddRange(part.Bias);
            outputs += part.Outputs;
        }

        return first with { Kernel = [.. kernel], Bias = [.. bias], Outputs = outputs };
    }

    /// <summary>With the batch normalisation behind it made a part of it.</summary>
    /// <param name="gain">Of the normalisation, one for each output.</param>
    /// <param name="shift">Added after the gain.</param>
    /// <param name="mean">Running mean.</param>
    /// <param name="variance">Running variance.</param>
    public ConvolutionWeights Normalised(float[] gain, float[] shift, float[] mean, float[] variance)
    {
        var (kernel, bias) = (new float[Kernel.Length], new float[Outputs]);
        var each = Kernel.Length / Outputs;
        for (var o = 0; o < Outputs; o++)
        {
            var scale = gain[o] / Math.Sqrt(variance[o] + Epsilon);
            bias[o] = (float)(shift[o] + ((Bias[o] - mean[o]) * scale));
            for (var i = o * each; i < (o + 1) * each; i++)
            {
                kernel[i] = (float)(Kernel[i] * scale);
            }
        }

        return this with { Kernel = kernel, Bias = bias };
    }

    /// <summary>Over inputs in another order and of another scale.</summary>
    /// <param name="sources">For each input, which of the present ones it is and what its weights are multiplied
    /// by.</param>
    public ConvolutionWeights WithInputs(params ReadOnlySpan<(int Input, double Scale)> sources)
    {
        var result = new ConvolutionWeights(Outputs, sources.Length, Height, Width) { Bias = Bias };
        for (var o = 0; o < Outputs; o++)
        {
            for (var i = 0; i < sources.Length; i++)
            {
                for (var at = 0; at < Height * Width; at++)
                {
                    result[o, i, 0, at] = (float)(this[o, sources[i].Input, 0, at] * sources[i].Scale);
                }
            }
        }

        return result;
    }

    /// <summary>The part of it that sees some of the inputs, with or without what it adds.</summary>
    public ConvolutionWeights OfInputs(Range range, bool withBias)
    {
        var (from, count) = range.GetOffsetAndLength(Inputs);
        var part = WithInputs([.. Enumerable.Range(from, count).Select(input => (input, 1.0))]);
        return withBias ? part : part with { Bias = new float[Outputs] };
    }
}
