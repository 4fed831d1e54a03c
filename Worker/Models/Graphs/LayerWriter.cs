using Pipeline.Worker.Models.Checkpoints;

namespace Pipeline.Worker.Models.Graphs;

/// <summary>Layers of convolutional networks as nodes of a graph.</summary>
internal sealed class LayerWriter(GraphBuilder graph)
{
    private string? _zero;
    private string? _six;

    public GraphBuilder Graph => graph;

    /// <exception cref="CheckpointException">The weights are for another number of planes.</exception>
    public Feature Convolve(Feature input, ConvolutionWeights weights, in ConvolutionLayout layout = default)
    {
        var groups = Math.Max(1, layout.Groups);
        if (weights.Inputs * groups != input.Channels)
        {
            throw new CheckpointException(
                $"The checkpoint is of another network: a layer takes {weights.Inputs * groups} planes and "
                + $"gets {input.Channels}.");
        }

        var (stride, dilation) = (Math.Max(1, layout.Stride), Math.Max(1, layout.Dilation));
        var (top, left, bottom, right) = layout.Padding;
        var kernel = graph.Weights(weights.Kernel, weights.Outputs, weights.Inputs, weights.Height, weights.Width);
        var inputs = new List<string> { input.Name, kernel };
        if (weights.Bias.Any(value => value != 0))
        {
            inputs.Add(graph.Weights(weights.Bias, weights.Outputs));
        }

        return new Feature(
            graph.Add(
                "Conv",
                [.. inputs],
                NodeAttribute.Ints("kernel_shape", weights.Height, weights.Width),
                NodeAttribute.Ints("strides", stride, stride),
                NodeAttribute.Ints("dilations", dilation, dilation),
                NodeAttribute.Ints("pads", top, left, bottom, right),
                NodeAttribute.Int("group", groups)),
            weights.Outputs);
    }

    public Feature Relu(Feature input) => input with { Name = graph.Add("Relu", [input.Name]) };

    /// <summary>Between 0 and 6.</summary>
    public Feature Relu6(Feature input)
    {
        _zero ??= graph.Scalar(0);
        _six ??= graph.Scalar(6);
        return input with { Name = graph.Add("Clip", [input.Name, _zero, _six]) };
    }

    public Feature Add(Feature left, Feature right) => left with { Name = graph.Add("Add", [left.Name, right.Name]) };

    /// <summary>Of several features of one shape.</summary>
    public Feature Sum(params ReadOnlySpan<Feature> parts)
    {
        var sum = parts[0];
        foreach (var part in parts[1..])
        {
            sum = Add(sum, part);
        }

        return sum;
    }

    public Feature Sigmoid(Feature input) => input with { Name = graph.Add("Sigmoid", [input.Name]) };

    public Feature Exp(Feature input) => input with { Name = graph.Add("Exp", [input.Name]) };

    public Feature Reciprocal(Feature input) => input with { Name = graph.Add("Reciprocal", [input.Name]) };

    public Feature Multiply(Feature left, Feature right) =>
        left with { Name = graph.Add("Mul", [left.Name, right.Name]) };

    /// <summary>Largest of three by three, at half the size.</summary>
    public Feature MaxPool(Feature input) => input with
    {
        Name = graph.Add(
            "MaxPool",
            [input.Name],
            NodeAttribute.Ints("kernel_shape", 3, 3),
            NodeAttribute.Ints("strides", 2, 2),
            NodeAttribute.Ints("pads", 1, 1, 1, 1)),
    };

    /// <summary>Sums of two by two, at half the size.</summary>
    public Feature SumSquares(Feature input)
    {
        var means = graph.Add(
            "AveragePool", [input.Name], NodeAttribute.Ints("kernel_shape", 2, 2), NodeAttribute.Ints("strides", 2, 2));
        return input with { Name = graph.Add("Mul", [means, graph.Scalar(4)]) };
    }

    /// <summary>Mean of each plane, one by one pixel.</summary>
    public Feature GlobalAverage(Feature input) => input with { Name = graph.Add("GlobalAveragePool", [input.Name]) };

    public Feature Concatenate(params ReadOnlySpan<Feature> parts)
    {
        var (names, channels) = (new List<string>(), 0);
        foreach (var part in parts)
        {
            names.Add(part.Name);
            channels += part.Channels;
        }

        return new Feature(graph.Add("Concat", [.. names], NodeAttribute.Int("axis", 1)), channels);
    }

    /// <summary>Into parts of as many planes each.</summary>
    public Feature[] Split(Feature input, int count)
    {
        var channels = input.Channels / count;
        var sizes = graph.Integers([.. Enumerable.Repeat((long)channels, count)]);
        var names = graph.AddMany("Split", [input.Name, sizes], count, NodeAttribute.Int("axis", 1));
        return [.. names.Select(name => new Feature(name, channels))];
    }

    /// <summary>Four phases, stacked as planes, to one picture of twice the size.</summary>
    public Feature Spread(Feature phases) => new(
        graph.Add("DepthToSpace", [phases.Name], NodeAttribute.Int("blocksize", 2), NodeAttribute.Text("mode", "DCR")),
        phases.Channels / 4);

    /// <summary>
    /// A convolution over several inputs as if they were one stack, the last of them a single pixel for all.
    /// </summary>
    /// <param name="local">Inputs with a place.</param>
    /// <param name="global">One by one pixel.</param>
    /// <param name="weights">Over the stack; one by one.</param>
    public Feature Project(ReadOnlySpan<Feature> local, Feature global, ConvolutionWeights weights)
    {
        var stack = Concatenate(local);
        if (weights.Inputs != stack.Channels + global.Channels)
        {
            throw new CheckpointException(
                "The checkpoint is of another network: the pyramid's projection is of another size.");
        }

        // The pixel is the same everywhere: its share is added, instead of being spread out and stacked first.
        var everywhere = Convolve(global, weights.OfInputs(stack.Channels.., withBias: true));
        return Add(Convolve(stack, weights.OfInputs(..stack.Channels, withBias: false)), everywhere);
    }
}
