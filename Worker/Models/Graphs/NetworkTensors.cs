using Pipeline.Worker.Models.Checkpoints;

namespace Pipeline.Worker.Models.Graphs;

/// <summary>
/// The tensors of a checkpoint as the layers of one network. Says what is missing, of another shape, or left over:
/// weights of another network must not become a graph that computes something.
/// </summary>
internal sealed class NetworkTensors
{
    /// <summary>Bytes of single precision; an ONNX file ends at 2 GiB.</summary>
    private const long Most = 1_500_000_000;

    /// <summary>Batch normalisation counts what it saw in training; nothing depends on it.</summary>
    private const string Counter = ".num_batches_tracked";

    private readonly IReadOnlyDictionary<string, CheckpointTensor> _tensors;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public NetworkTensors(Checkpoint checkpoint)
    {
        _tensors = checkpoint.Tensors;
        if (_tensors.Values.Sum(tensor => Math.Min(tensor.Count, Most)) * sizeof(float) > Most)
        {
            throw new CheckpointException("The checkpoint is too large for a graph.");
        }
    }

    public bool Has(string name) => _tensors.ContainsKey(name);

    /// <summary>A convolution with the batch normalisation behind it.</summary>
    /// <param name="name">Of the convolution, without <c>.weight</c>.</param>
    /// <param name="normalisation">Of the batch normalisation.</param>
    /// <param name="kernel">Rows and columns that the network has there.</param>
    public ConvolutionWeights Normalised(string name, string normalisation, int kernel)
    {
        var convolution = Plain(name, kernel);
        float[] Vector(string part) => ReadVector($"{normalisation}.{part}", convolution.Outputs);
        var variance = Vector("running_var");
        if (variance.Any(value => value < 0))
        {
            throw new CheckpointException(
                $"{CheckpointException.Quote($"{normalisation}.running_var")} holds what is no variance.");
        }

        return convolution.Normalised(Vector("weight"), Vector("bias"), Vector("running_mean"), variance);
    }

    /// <summary>A convolution that adds nothing.</summary>
    public ConvolutionWeights Plain(string name, int kernel)
    {
        var tensor = Take($"{name}.weight");
        if (tensor.Shape is not [> 0 and var outputs, > 0 and var inputs, var height, var width]
            || height != kernel || width != kernel)
        {
            throw Other($"{name}.weight", tensor, $"outputs x inputs x {kernel} x {kernel}");
        }

        return new ConvolutionWeights(
            Finite($"{name}.weight", tensor), (int)outputs, (int)inputs, kernel, kernel, new float[(int)outputs]);
    }

    /// <summary>A convolution that adds a number to each output.</summary>
    public ConvolutionWeights Biased(string name, int kernel)
    {
        var convolution = Plain(name, kernel);
        return convolution with { Bias = ReadVector($"{name}.bias", convolution.Outputs) };
    }

    /// <param name="ignored">Beginnings of names that the network has and the graph doesn't need.</param>
    /// <exception cref="CheckpointException">There is a tensor that the network doesn't have.</exception>
    public void RequireNothingElse(params IEnumerable<string> ignored)
    {
        var rest = _tensors.Keys.Where(name => !_used.Contains(name)
            && !name.EndsWith(Counter, StringComparison.Ordinal)
            && !ignored.Any(start => name.StartsWith(start, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal).ToList();
        if (rest.Count > 0)
        {
            throw new CheckpointException(
                $"The checkpoint is of another network: it also has {CheckpointException.Quote(rest[0])}"
                + (rest.Count > 1 ? $" and {rest.Count - 1} more tensors." : "."));
        }
    }

    private float[] ReadVector(string name, int length)
    {
        var tensor = Take(name);
        return tensor.Shape is [var count] && count == length
            ? Finite(name, tensor)
            : throw Other(name, tensor, $"{length}");
    }

    /// <summary>Nothing downstream would tell weights that are no numbers from a bad picture.</summary>
    private static float[] Finite(string name, CheckpointTensor tensor)
    {
        var values = tensor.ReadFloats();
        return values.All(float.IsFinite)
            ? values
            : throw new CheckpointException($"{CheckpointException.Quote(name)} holds what is no number.");
    }

    private CheckpointTensor Take(string name)
    {
        _used.Add(name);
        return _tensors.TryGetValue(name, out var tensor)
            ? tensor
            : throw new CheckpointException($"The checkpoint is of another network: it has no tensor {name}.");
    }

    private static CheckpointException Other(string name, CheckpointTensor tensor, string wanted) => new(
        $"The checkpoint is of another network: {name} is {string.Join(" x ", tensor.Shape)} and should be {wanted}.");
}
