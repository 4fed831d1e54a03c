using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Graphs.Onnx;

namespace Pipeline.Worker.Models.Precision;

/// <summary>
/// What of a graph is computed in 8 bits: convolutions with constant weights, the additions, stacks and poolings
/// between them, and what rectifies their results. The last convolutions in front of each output are not: nothing
/// behind them evens out their errors. Everything else stays as it is, and reads the 8-bit values converted back.
/// </summary>
internal sealed class EightBitPlan
{
    private readonly GraphView _graph;
    private readonly HashSet<string> _reachConvolution = new(StringComparer.Ordinal);
    private readonly HashSet<string> _convolutions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ranges = new(StringComparer.Ordinal);

    /// <exception cref="ModelRejectedException">There is no convolution that could be.</exception>
    public EightBitPlan(GraphView graph)
    {
        _graph = graph;
        foreach (var node in graph.Nodes.Reverse())
        {
            if (node.OpType == "Conv" || node.Output.Any(_reachConvolution.Contains))
            {
                _reachConvolution.UnionWith(node.Input);
            }
        }

        foreach (var node in graph.Nodes)
        {
            Visit(node);
        }

        if (_convolutions.Count == 0)
        {
            throw new ModelRejectedException("The graph has no convolutions that could be in 8 bits.");
        }
    }

    /// <summary>Values whose ranges have to be known.</summary>
    public IReadOnlyList<string> Measured => [.. _ranges.Values.Distinct()];

    /// <summary>Whether a value is kept in 8 bits, and whose range it has: its own, or that of what it is taken
    /// from.</summary>
    public bool TryRange(string value, out string measured) => _ranges.TryGetValue(value, out measured!);

    public bool IsInEightBits(NodeProto convolution) => _convolutions.Contains(convolution.Output[0]);

    private void Visit(NodeProto node)
    {
        switch (node.OpType)
        {
            case "Conv" when IsFit(node):
                _convolutions.Add(node.Output[0]);
                Take(node.Input[0]);
                Take(Rectified(node.Output[0]));
                break;
            case "Add" or "Concat" when node.Input.All(_ranges.ContainsKey):
                Take(Rectified(node.Output[0]));
                break;
            case "MaxPool" when node.Output.Count == 1 && _ranges.TryGetValue(node.Input[0], out var measured):
                _ranges[node.Output[0]] = measured;
                break;
        }
    }

    private void Take(string value) => _ranges.TryAdd(value, value);

    private bool IsFit(NodeProto node) =>
        _reachConvolution.Contains(node.Output[0])
        && _graph.Constant(node.Input[1]) is not null
        && _graph.IsFloat(node.Input[1])
        && (node.Input.Count < 3 || node.Input[2].Length == 0 || _graph.Constant(node.Input[2]) is not null);

    /// <summary>What is made of it at once: bytes that begin at 0 rectify by themselves.</summary>
    private string Rectified(string value)
    {
        var readers = _graph.Readers(value).ToList();
        return readers is [{ OpType: "Relu" } relu] && !_graph.IsOutput(value) ? relu.Output[0] : value;
    }
}
