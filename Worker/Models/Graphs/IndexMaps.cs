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
    private readonly string _weights;
    private readonly string _share;

    /// <param name="layers">Writes.</param>
    /// <param name="branches">Planes by branch, then by channel, not yet between 0 and 1.</param>
    public IndexMaps(LayerWriter layers, Feature branches)
    {
        var graph = layers.Graph;
        (_layers, _channels) = (layers, branches.Channels / Branches);
        _decoding = Stacked(graph.Add("Sigmoid", [branches.Name]));
        // Softmax over the branches of numbers in 0..1: nothing can overflow, so the largest need not be taken away first.
        _weights = graph.Add("Exp", [_decoding]);
        _share = graph.Add("Reciprocal", [Sum(_weights)]);
    }

    /// <summary>Four phases weighted for pooling, stacked as planes.</summary>
    public Feature Weight(Feature phases) =>
        Planes(_layers.Graph.Add("Mul", [_layers.Graph.Add("Mul", [Stacked(phases.Name), _weights]), _share]));

    /// <summary>Sum of four phases.</summary>
    public Feature Pool(Feature phases) => new(
        _layers.Graph.Add("Reshape", [Sum(Stacked(phases.Name)), _layers.Graph.Integers(0, _channels, -1, 0)]), _channels);

    /// <summary>The weights for pooling themselves, at the size of the picture.</summary>
    public Feature Encoding() => Spread(Planes(_layers.Graph.Add("Mul", [_weights, _share])));

    /// <summary>Four phases of twice the size, each the input weighted by its own map.</summary>
    public Feature Decode(Feature x)
    {
        var graph = _layers.Graph;
        return Planes(graph.Add("Mul", [graph.Add("Reshape", [x.Name, graph.Integers(0, 1, -1, 0)]), _decoding]));
    }

    /// <summary>Four phases to one picture of twice the size.</summary>
    public Feature Spread(Feature phases) => new(
        _layers.Graph.Add("DepthToSpace", [phases.Name], NodeAttribute.Int("blocksize", 2), NodeAttribute.Text("mode", "DCR")),
        phases.Channels / Branches);

    private string Stacked(string planes) =>
        _layers.Graph.Add("Reshape", [planes, _layers.Graph.Integers(0, Branches, -1, 0)]);

    private Feature Planes(string stacked) => new(
        _layers.Graph.Add("Reshape", [stacked, _layers.Graph.Integers(0, Branches * _channels, -1, 0)]), Branches * _channels);

    private string Sum(string stacked) => _layers.Graph.Add("ReduceSum", [stacked, _layers.Graph.Integers(1)]);
}
