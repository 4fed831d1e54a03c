using Pipeline.Worker.Models.Checkpoints;
using Pipeline.Worker.Models.Graphs.Onnx;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Models.Graphs;

/// <summary>
/// DeepLabV3 with a ResNet-101 at output stride 8 (Chen et al. 2017, arXiv:1706.05587), from the tensors of
/// torchvision's <c>deeplabv3_resnet101</c>, without the head that only training looks at. Out come <c>logits</c>, [N,
/// classes, h, w], and <c>foreground</c>, [N, 1, h, w]: 1 minus the probability of the background, which is the first
/// class. h and w are an eighth of the picture's, rounded up.
/// </summary>
internal sealed class DeepLabV3Graph
{
    private static readonly (int Blocks, int Stride, int FirstDilation, int Dilation)[] Stages =
        [(3, 1, 1, 1), (4, 2, 1, 1), (23, 1, 1, 2), (3, 1, 2, 4)];

    private static readonly int[] PyramidDilations = [12, 24, 36];

    private readonly LayerWriter _layers = new(new GraphBuilder("deeplabv3-resnet101"));
    private readonly NetworkTensors _tensors;

    private DeepLabV3Graph(NetworkTensors tensors) => _tensors = tensors;

    /// <exception cref="CheckpointException">The tensors are not this network's.</exception>
    public static ModelProto Make(Checkpoint checkpoint, GraphInput input = GraphInput.Picture) =>
        new DeepLabV3Graph(new NetworkTensors(checkpoint)).Write(input);

    private ModelProto Write(GraphInput input)
    {
        var x = Stem(input);
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            x = Stage(x, stage);
        }

        x = Pyramid(x);
        x = _layers.Relu(Normalised(x, "classifier.1", "classifier.2", 3, new() { Around = 1 }));
        var logits = _layers.Convolve(x, _tensors.Biased("classifier.4", 1));
        _tensors.RequireNothingElse("aux_classifier.");
        WriteOutputs(logits);
        return _layers.Graph.Build();
    }

    private Feature Stem(GraphInput input)
    {
        var first = _tensors.Normalised("backbone.conv1", "backbone.bn1", 7);
        var isPicture = input == GraphInput.Picture;
        var x = isPicture
            ? PictureInput.Add(_layers)
            : new Feature(_layers.Graph.Input("x", ElementType.Float, "N", 3, "H", "W"), 3);
        x = _layers.Convolve(x, isPicture ? PictureInput.Adapt(first) : first, new() { Stride = 2, Around = 3 });
        return _layers.MaxPool(_layers.Relu(x));
    }

    private Feature Stage(Feature x, int stage)
    {
        var (blocks, stride, firstDilation, dilation) = Stages[stage];
        for (var block = 0; block < blocks; block++)
        {
            var layout = block == 0
                ? new ConvolutionLayout { Stride = stride, Dilation = firstDilation, Around = firstDilation }
                : new ConvolutionLayout { Dilation = dilation, Around = dilation };
            x = Bottleneck(x, $"backbone.layer{stage + 1}.{block}", layout);
        }

        return x;
    }

    private Feature Bottleneck(Feature x, string name, ConvolutionLayout layout)
    {
        var inner = _layers.Relu(Normalised(x, $"{name}.conv1", $"{name}.bn1", 1));
        inner = _layers.Relu(Normalised(inner, $"{name}.conv2", $"{name}.bn2", 3, layout));
        inner = Normalised(inner, $"{name}.conv3", $"{name}.bn3", 1);
        var past = _tensors.Has($"{name}.downsample.0.weight")
            ? Normalised(x, $"{name}.downsample.0", $"{name}.downsample.1", 1, new() { Stride = layout.Stride })
            : x;
        return past.Channels == inner.Channels
            ? _layers.Relu(_layers.Add(inner, past))
            : throw new CheckpointException(
                $"The checkpoint is of another network: {name} adds planes to another number of planes.");
    }

    private Feature Pyramid(Feature x)
    {
        const string Name = "classifier.0";
        var branches = new List<Feature> { _layers.Relu(Normalised(x, $"{Name}.convs.0.0", $"{Name}.convs.0.1", 1)) };
        foreach (var (index, dilation) in PyramidDilations.Index())
        {
            var branch = $"{Name}.convs.{index + 1}";
            branches.Add(_layers.Relu(
                Normalised(x, $"{branch}.0", $"{branch}.1", 3, new() { Dilation = dilation, Around = dilation })));
        }

        var whole = _layers.Relu(Normalised(_layers.GlobalAverage(x), $"{Name}.convs.4.1", $"{Name}.convs.4.2", 1));
        var projection = _tensors.Normalised($"{Name}.project.0", $"{Name}.project.1", 1);
        return _layers.Relu(_layers.Project([.. branches], whole, projection));
    }

    private Feature Normalised(
        Feature x, string convolution, string normalisation, int kernel, ConvolutionLayout layout = default) =>
        _layers.Convolve(x, _tensors.Normalised(convolution, normalisation, kernel), layout);

    private void WriteOutputs(Feature logits)
    {
        var graph = _layers.Graph;
        var probabilities = graph.Add("Softmax", [logits.Name], NodeAttribute.Int("axis", 1));
        var background = graph.Add("Slice", [probabilities, graph.Integers(0), graph.Integers(1), graph.Integers(1)]);
        var foreground = graph.Add("Sub", [graph.Scalar(1), background]);
        graph.Output(foreground, GraphNames.Foreground, ElementType.Float, "N", 1, "h", "w");
        graph.Output(logits.Name, GraphNames.Logits, ElementType.Float, "N", logits.Channels, "h", "w");
    }
}
