namespace Pipeline.Worker.Models.Graphs;

/// <summary>
/// The first and the last layers of IndexNet, those at the size of the picture, as four phases of half the size.
/// </summary>
internal sealed class FullSizeLevel(LayerWriter layers, IndexNetLayers parts)
{
    private static readonly int[] Whole = [0];
    private static readonly int[][] Groups = [[0, 1, 2, 3]];

    private Feature _kept;
    private IndexMaps? _index;

    /// <summary>First convolution, index block and pooling.</summary>
    public Feature Descend(Feature x, GraphInput input)
    {
        var first = parts.First();
        var (weights, layout) = Split(input == GraphInput.Picture ? PictureInput.Adapt(first) : first);
        var phases = parts.Cut(x, weights, layout);
        var branches = Convolve([phases], [Groups[0]], parts.IndexWeights("index0"), 1, Whole);
        _index = new IndexMaps(layers, parts.Relu6Branches(branches, "index0"));
        _kept = _index.Weight(phases);
        return _index.Pool(_kept);
    }

    /// <summary>Last stage of the decoder and the prediction.</summary>
    public Feature Ascend(Feature x)
    {
        var up = _index!.Decode(x);
        var weights = parts.DecoderWeights(0);
        var own = weights.Inputs - (_kept.Channels / IndexNetLayers.Branches);
        var all = Groups[0];
        x = layers.Relu6(layers.Add(
            Convolve([up], Groups, weights.OfInputs(..own, withBias: true), 2, all),
            Convolve([_kept], Groups, weights.OfInputs(own.., withBias: false), 2, all)));
        x = layers.Relu6(Convolve([x], Groups, parts.PredictionWeights(), 2, all));
        return _index.Spread(Convolve([x], Groups, parts.LastWeights(), 2, all));
    }

    /// <summary>The first convolution, whose input is the picture itself, for four phases of the result.</summary>
    private static (ConvolutionWeights Weights, ConvolutionLayout Layout) Split(ConvolutionWeights weights)
    {
        var split = new ConvolutionWeights(4 * weights.Outputs, weights.Inputs, weights.Height + 1, weights.Width + 1);
        for (var phase = 0; phase < 4; phase++)
        {
            weights.Bias.CopyTo(split.Bias, phase * weights.Outputs);
            for (var o = 0; o < weights.Outputs; o++)
            {
                for (var i = 0; i < weights.Inputs; i++)
                {
                    for (var at = 0; at < weights.Height * weights.Width; at++)
                    {
                        var (y, x) = Math.DivRem(at, weights.Width);
                        split[(phase * weights.Outputs) + o, i, y + (phase / 2), x + (phase % 2)] = weights[o, i, y, x];
                    }
                }
            }
        }

        return (split, new ConvolutionLayout { Stride = 2, Around = 1 });
    }

    /// <summary>A convolution over phases.</summary>
    private Feature Convolve(
        ReadOnlySpan<Feature> inputs, int[][] phases, ConvolutionWeights weights, int padding, int[] to)
    {
        Feature? sum = null;
        for (var i = 0; i < inputs.Length; i++)
        {
            var own = i == 0 ? weights : weights with { Bias = new float[weights.Outputs] };
            var (part, layout) = PhaseWeights.Part(own, padding, phases[i], to);
            var added = layers.Convolve(inputs[i], part, layout);
            sum = sum is { } before ? layers.Add(before, added) : added;
        }

        return sum!.Value;
    }
}
