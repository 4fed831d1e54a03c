namespace Pipeline.Worker.Models.Graphs;

/// <summary>
/// The parts of IndexNet (Lu et al. 2019, arXiv:1908.00672) that are written in one way only: inverted residuals, the
/// pyramid and the decoder's convolutions; names are those of the authors' code.
/// </summary>
internal sealed class IndexNetLayers(NetworkTensors tensors, LayerWriter layers)
{
    /// <summary>Branches of an index block, one for each pixel of a two by two square, row by row.</summary>
    public const int Branches = 4;

    private static readonly int[] PyramidDilations = [2, 4, 8];

    public ConvolutionWeights First() => Normalised("layer0", 3);

    /// <summary>The inverted residuals of one layer.</summary>
    public Feature Layer(Feature x, int layer, int blocks)
    {
        for (var block = 0; block < blocks; block++)
        {
            x = Residual(x, $"layer{layer}.{block}.conv");
        }

        return x;
    }

    /// <summary>First convolution of one branch of an index block: four by four at half the size.</summary>
    public ConvolutionWeights BranchFirst(string block, int branch) => Normalised($"{block}.indexnet{branch}", 4);

    /// <summary>Its second.</summary>
    public ConvolutionWeights BranchSecond(string block, int branch) => tensors.Plain($"{block}.indexnet{branch}.3", 1);

    /// <summary>
    /// The four branches of an index block as one convolution, four by four at half the size, in front of
    /// <see cref="Relu6Branches"/>.
    /// </summary>
    public ConvolutionWeights IndexWeights(string block) => ConvolutionWeights.Stack(
        [.. Enumerable.Range(1, Branches).Select(branch => BranchFirst(block, branch))]);

    /// <summary>The second convolutions of the branches, each over its own planes.</summary>
    /// <param name="x">What <see cref="IndexWeights"/> gave.</param>
    /// <param name="block">Name of the index block.</param>
    /// <returns>Planes by branch, then by channel, not yet between 0 and 1.</returns>
    public Feature Relu6Branches(Feature x, string block)
    {
        var seconds = ConvolutionWeights.Stack(
            [.. Enumerable.Range(1, Branches).Select(branch => BranchSecond(block, branch))]);
        return layers.Convolve(layers.Relu6(x), seconds, new() { Groups = Branches });
    }

    public Feature Pyramid(Feature x)
    {
        const string Name = "dconv_pp";
        var first = $"{Name}.aspp1.atrous_conv";
        var branches = new List<Feature> { Cut(x, tensors.Normalised($"{first}.0", $"{first}.1", 1)) };
        foreach (var (index, dilation) in PyramidDilations.Index())
        {
            var branch = $"{Name}.aspp{index + 2}.atrous_conv";
            var each = tensors.Normalised($"{branch}.0", $"{branch}.1", 3);
            var wide = Cut(x, each, new() { Dilation = dilation, Around = dilation, Groups = x.Channels });
            branches.Add(Cut(wide, tensors.Normalised($"{branch}.3", $"{branch}.4", 1)));
        }

        var pool = $"{Name}.global_avg_pool";
        var whole = Cut(layers.GlobalAverage(x), tensors.Normalised($"{pool}.1", $"{pool}.2", 1));
        return layers.Relu6(layers.Project([.. branches], whole, Normalised($"{Name}.bottleneck_conv", 1)));
    }

    public ConvolutionWeights DecoderWeights(int layer) => Normalised($"decoder_layer{layer}.dconv", 5);

    /// <summary>A stage of the decoder over what comes from below and what was kept on the way down.</summary>
    public Feature Decode(Feature x, Feature kept, int layer) =>
        Cut(layers.Concatenate(x, kept), DecoderWeights(layer), new() { Around = 2 });

    public ConvolutionWeights PredictionWeights() => Normalised("pred.0", 5);

    public ConvolutionWeights LastWeights() => tensors.Plain("pred.1", 5);

    /// <summary>A convolution, and its result between 0 and 6.</summary>
    public Feature Cut(Feature x, ConvolutionWeights weights, ConvolutionLayout layout = default) =>
        layers.Relu6(layers.Convolve(x, weights, layout));

    private ConvolutionWeights Normalised(string name, int kernel) =>
        tensors.Normalised($"{name}.0", $"{name}.1", kernel);

    /// <summary>
    /// Where the first convolution is one by one, the block's input is given its border of zeros before it and not
    /// after, so that the border is what that convolution makes of zeros: hence its own padding.
    /// </summary>
    private Feature Residual(Feature x, string name)
    {
        var inner = x;
        var last = 3;
        if (tensors.Has($"{name}.6.weight"))
        {
            inner = Cut(x, tensors.Normalised($"{name}.0", $"{name}.1", 1), new() { Around = 1 });
            inner = Cut(inner, tensors.Normalised($"{name}.3", $"{name}.4", 3), new() { Groups = inner.Channels });
            last = 6;
        }
        else
        {
            inner = Cut(x, tensors.Normalised($"{name}.0", $"{name}.1", 3), new() { Groups = x.Channels, Around = 1 });
        }

        inner = layers.Convolve(inner, tensors.Normalised($"{name}.{last}", $"{name}.{last + 1}", 1));
        return inner.Channels == x.Channels ? layers.Add(x, inner) : inner;
    }
}
