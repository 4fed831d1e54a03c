namespace Pipeline.Worker.Segmentation;

/// <summary>
/// How far each region is from the frame, in colour and along the picture: background continues to the frame in small
/// steps (geodesic distance, Wei et al. 2012) or looks like something there. Each side counts for itself, because a
/// subject often touches one.
/// </summary>
internal sealed class FrameDistances
{
    private const int Nearest = 3;

    /// <summary>Pixels by which regions may differ in height, beside the share, and still face each other.</summary>
    private const float FacingPixels = 10;
    private readonly RegionGraph _graph;
    private readonly float _texture;

    public FrameDistances(RegionGraph graph)
    {
        _graph = graph;
        _texture = Texture();
        Geodesic = Array.ConvertAll(graph.Sides, FromSide);
        Colour = Array.ConvertAll(graph.Sides, ToSide);
    }

    /// <summary>ΔE climbed on the smoothest path from each side, per <see cref="FrameSide"/> and region.</summary>
    public float[][] Geodesic { get; }

    /// <summary>Mean ΔE to the most similar regions of each side, per <see cref="FrameSide"/> and region.</summary>
    public float[][] Colour { get; }

    /// <summary>
    /// Least ΔE to the regions of one side that lie at the same height: sky, trees, water and floor run across the
    /// picture in layers, a subject does not.
    /// </summary>
    /// <param name="side">Left or right.</param>
    /// <param name="share">Half of the height that counts as the same, as a share of the picture's.</param>
    public float[] Across(FrameSide side, float share)
    {
        var reach = (share * _graph.Height) + FacingPixels;
        var distance = new float[_graph.Count];
        for (var k = 0; k < distance.Length; k++)
        {
            distance[k] = _graph.Sides[(int)side]
                .Where(n => MathF.Abs(_graph.Y[n] - _graph.Y[k]) < reach)
                .Select(n => _graph.Difference(k, n)).DefaultIfEmpty(0).Min();
        }

        return distance;
    }

    /// <summary>Usual ΔE of a region to its most similar neighbour: steps that small cost nothing on a path.</summary>
    private float Texture()
    {
        var steps = Enumerable.Range(0, _graph.Count).Where(k => _graph.Neighbours[k].Length > 0)
            .Select(k => _graph.Neighbours[k].Min(n => _graph.Difference(k, n)));
        return steps.DefaultIfEmpty(0).Average();
    }

    private float[] FromSide(int[] side)
    {
        var distance = new float[_graph.Count];
        Array.Fill(distance, float.MaxValue);
        var queue = new PriorityQueue<int, float>();
        foreach (var k in side)
        {
            distance[k] = 0;
            queue.Enqueue(k, 0);
        }

        while (queue.TryDequeue(out var k, out var reached))
        {
            foreach (var n in reached > distance[k] ? [] : _graph.Neighbours[k])
            {
                var through = reached + MathF.Max(0, _graph.Difference(k, n) - _texture);
                if (through < distance[n])
                {
                    distance[n] = through;
                    queue.Enqueue(n, through);
                }
            }
        }

        return distance;
    }

    private float[] ToSide(int[] side)
    {
        var distance = new float[_graph.Count];
        for (var k = 0; k < _graph.Count; k++)
        {
            distance[k] = side.Select(n => _graph.Difference(k, n)).Order().Take(Nearest).Average();
        }

        return distance;
    }
}
