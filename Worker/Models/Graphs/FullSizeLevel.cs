namespace Pipeline.Worker.Models.Graphs;

/// <summary>
/// The first and the last layers of IndexNet, those at the size of the picture, over four phases of half the size:
/// first the pixels at even rows and even columns, then even rows and odd columns, and so on.
/// </summary>
internal sealed class FullSizeLevel(LayerWriter layers, IndexNetLayers parts)
{
    private const int Phases = IndexNetLayers.Branches;

    private Feature[] _kept = [];
    private Feature[] _decoding = [];

    /// <summary>First convolution, index block and pooling.</summary>
    /// <param name="x">The network's input, at the size of the picture.</param>
    /// <param name="first">Weights for it.</param>
    /// <returns>What goes on at half the size.</returns>
    public Feature Descend(Feature x, ConvolutionWeights first)
    {
        // Twice, as a whole for the index block and in phases: a hundredth of the network's work, and a sum of four
        // convolutions over the phases would cost more.
        Feature[] phases = [.. Enumerable.Range(0, Phases).Select(phase => parts.Cut(x, first, LayoutOfFirst(phase)))];
        var whole = parts.Cut(x, first, new() { Around = 1 });
        var square = layers.Convolve(whole, parts.IndexWeights("index0"), new() { Stride = 2, Around = 1 });
        var branches = parts.Relu6Branches(square, "index0");
        _decoding = [.. layers.Split(branches, Phases).Select(layers.Sigmoid)];
        // Softmax over numbers in 0..1: nothing can overflow, so the largest need not be taken away first.
        Feature[] weights = [.. _decoding.Select(layers.Exp)];
        var share = layers.Reciprocal(layers.Sum(weights));
        _kept = [.. phases.Zip(weights).Select(pair =>
            layers.Multiply(layers.Multiply(pair.First, pair.Second), share))];
        return layers.Sum(_kept);
    }

    /// <summary>Last stage of the decoder and the prediction.</summary>
    /// <param name="x">What came from below, of half the size.</param>
    /// <returns>One plane at the size of the picture.</returns>
    public Feature Ascend(Feature x)
    {
        var weights = parts.DecoderWeights(0);
        Feature[] stacks = [.. _decoding.Zip(_kept).Select(pair =>
            layers.Concatenate(layers.Multiply(x, pair.First), pair.Second))];
        Feature[] decoded = [.. Enumerable.Range(0, Phases).Select(phase =>
            layers.Relu6(Convolve(stacks, weights, 2, phase)))];
        var prediction = layers.Relu6(Convolve(decoded, parts.PredictionWeights(), 2, 0, 1, 2, 3));
        var (last, layout) = PhaseWeights.Part(parts.LastWeights(), 2, [0, 1, 2, 3], [0, 1, 2, 3]);
        return layers.Spread(layers.Convolve(prediction, last, layout));
    }

    /// <summary>Three by three over the picture itself, at every other pixel.</summary>
    private static ConvolutionLayout LayoutOfFirst(int phase) =>
        new() { Stride = 2, Padding = (1 - (phase / 2), 1 - (phase % 2), phase / 2, phase % 2) };

    /// <summary>A convolution over the picture whose phases are given, for some of the result's.</summary>
    private Feature Convolve(Feature[] phases, ConvolutionWeights weights, int padding, params int[] to)
    {
        var without = weights with { Bias = new float[weights.Outputs] };
        Feature? sum = null;
        foreach (var (phase, feature) in phases.Index())
        {
            var (part, layout) = PhaseWeights.Part(phase == 0 ? weights : without, padding, [phase], to);
            var added = layers.Convolve(feature, part, layout);
            sum = sum is { } before ? layers.Add(before, added) : added;
        }

        return sum!.Value;
    }
}
