namespace Pipeline.Worker.Models.Graphs;

/// <summary>
/// What an index block gives: for each pixel of a two by two square and each channel a number, by which the square is
/// pooled on the way down and spread on the way up. Values are four phases, stacked: [N, 4, C x h, w], half the size of
/// the picture that they belong to.
/// </summary>
internal sealed class IndexMaps
{
    private const int Branches = IndexNetLayers.Branches;

    private readonly LayerWriter _layers;
    private readonly int _channels;
    private readonly string _decoding;

    /// <param name="layers">Writes.</param>
    /// <param name="branches">Planes by branch, then by channel, not yet between 0 and 1.</param>
    public IndexMaps(LayerWriter layers, Feature branches)
    {
        var graph = layers.Graph;
        (_layers, _channels) = (layers, branches.Channels / Branches);
        var decoding = layers.Sigmoid(branches).Name;
        _decoding = graph.Add("Reshape", [decoding, graph.Integers(0, Branches, -1, 0)]);
    }

    /// <summary>The weights for pooling, at the size of the picture: softmax over each square.</summary>
    public Feature Encoding()
    {
        var graph = _layers.Graph;
        // Of numbers in 0..1: nothing can overflow, so the largest need not be taken away first.
        var weights = graph.Add("Exp", [_decoding]);
        var share = graph.Add("Reciprocal", [graph.Add("ReduceSum", [weights, graph.Integers(1)])]);
        return Spread(graph.Add("Mul", [weights, share]));
    }

    /// <summary>An input of half the size, spread over the picture.</summary>
    public Feature Decode(Feature x)
    {
        var graph = _layers.Graph;
        return Spread(graph.Add("Mul", [graph.Add("Reshape", [x.Name, graph.Integers(0, 1, -1, 0)]), _decoding]));
    }

    private Feature Spread(string stacked)
    {
        var graph = _layers.Graph;
        var planes = graph.Add("Reshape", [stacked, graph.Integers(0, Branches * _channels, -1, 0)]);
        return _layers.Spread(new Feature(planes, Branches * _channels));
    }
}
