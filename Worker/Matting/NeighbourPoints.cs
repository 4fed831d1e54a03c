using OpenCvSharp;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Matting;

/// <summary>
/// The pixels among which neighbours are looked for: first the unknown ones in raster order, then known ones.
/// </summary>
internal sealed class NeighbourPoints
{
    private readonly Mat _picture;
    private readonly BandIndex _index;
    private readonly List<(int X, int Y, bool Foreground)> _known = [];

    public NeighbourPoints(Mat picture, Mat trimap, BandIndex index, int rim)
    {
        (_picture, _index) = (picture, index);
        using var unknown = new Mat();
        Cv2.Compare(trimap, new Scalar(Trimap.Unknown), unknown, CmpTypes.EQ);
        using var square = Cv2.GetStructuringElement(MorphShapes.Rect, new Size((2 * rim) + 1, (2 * rim) + 1));
        using var near = new Mat();
        Cv2.Dilate(unknown, near, square);
        for (var y = 0; y < index.Height; y++)
        {
            var kinds = Rows.Of<byte>(trimap, y);
            var wanted = Rows.Of<byte>(near, y);
            for (var x = 0; x < kinds.Length; x++)
            {
                if (wanted[x] != 0 && kinds[x] != Trimap.Unknown)
                {
                    _known.Add((x, y, kinds[x] == Trimap.Foreground));
                }
            }
        }
    }

    public int UnknownCount => _index.UnknownCount;

    public int Count => UnknownCount + _known.Count;

    /// <summary>B, G, R in 0..1, and x and y in 0..<paramref name="place"/>, one point after the other.</summary>
    public float[] Features(float place)
    {
        var features = new float[NeighbourTree.Dimensions * Count];
        var at = 0;
        foreach (var run in _index.Unknown)
        {
            for (var x = run.X; x < run.X + run.Length; x++)
            {
                Write(features, at++, x, run.Y, place);
            }
        }

        foreach (var (x, y, _) in _known)
        {
            Write(features, at++, x, y, place);
        }

        return features;
    }

    /// <summary>Alpha of every point: one half where it is unknown.</summary>
    public double[] Start() =>
    [
        .. Enumerable.Repeat(0.5, UnknownCount),
        .. _known.Select(point => point.Foreground ? 1.0 : 0.0),
    ];

    /// <summary>Brings the unknown points' alpha to the band's slots.</summary>
    public void Scatter(double[] alpha, float[] slots)
    {
        var at = 0;
        foreach (var run in _index.Unknown)
        {
            for (var slot = run.Slot; slot < run.Slot + run.Length; slot++)
            {
                slots[slot] = (float)alpha[at++];
            }
        }
    }

    private void Write(float[] features, int point, int x, int y, float place)
    {
        var colour = Rows.Of<Vec3b>(_picture, y)[x];
        var to = features.AsSpan(NeighbourTree.Dimensions * point, NeighbourTree.Dimensions);
        (to[0], to[1], to[2]) = (colour.Item0 / 255f, colour.Item1 / 255f, colour.Item2 / 255f);
        to[3] = place * x / Math.Max(1, _index.Width - 1);
        to[4] = place * y / Math.Max(1, _index.Height - 1);
    }
}
