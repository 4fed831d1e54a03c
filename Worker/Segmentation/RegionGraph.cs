namespace Pipeline.Worker.Segmentation;

/// <summary>
/// What saliency needs to know of each superpixel: mean colour, centre, size, the frame's sides, neighbours.
/// </summary>
internal sealed class RegionGraph
{
    public RegionGraph(WorkingPicture picture, Superpixels regions)
    {
        Count = regions.Count;
        Height = picture.Height;
        Colour = new float[Count * 3];
        (X, Y, Size) = (new float[Count], new float[Count], new int[Count]);
        Measure(picture, regions);
        Sides = FindSides(picture, regions.Labels);
        Neighbours = FindNeighbours(picture, regions);
    }

    public int Count { get; }

    /// <summary>Rows of the picture.</summary>
    public int Height { get; }

    /// <summary>Mean L, a, b of each region, interleaved.</summary>
    public float[] Colour { get; }

    /// <summary>Centre, pixels.</summary>
    public float[] X { get; }

    /// <summary>Centre, pixels.</summary>
    public float[] Y { get; }

    /// <summary>Pixels.</summary>
    public int[] Size { get; }

    /// <summary>The regions that touch each side of the frame, in the order of <see cref="FrameSide"/>.</summary>
    public int[][] Sides { get; }

    public int[][] Neighbours { get; }

    /// <summary>ΔE*ab of two regions' mean colours.</summary>
    public float Difference(int one, int other)
    {
        float l = Colour[3 * one] - Colour[3 * other],
            a = Colour[(3 * one) + 1] - Colour[(3 * other) + 1],
            b = Colour[(3 * one) + 2] - Colour[(3 * other) + 2];
        return MathF.Sqrt((l * l) + (a * a) + (b * b));
    }

    /// <summary>Mean of a pixel map over each region.</summary>
    public float[] MeanOf(float[] map, int[] labels)
    {
        var mean = new float[Count];
        for (var i = 0; i < map.Length; i++)
        {
            mean[labels[i]] += map[i] / Size[labels[i]];
        }

        return mean;
    }

    private void Measure(WorkingPicture picture, Superpixels regions)
    {
        for (var i = 0; i < picture.Count; i++)
        {
            int k = regions.Labels[i], x = i % picture.Width, y = i / picture.Width;
            Size[k]++;
            X[k] += x;
            Y[k] += y;
            for (var c = 0; c < 3; c++)
            {
                Colour[(3 * k) + c] += picture.Lab[(3 * i) + c];
            }
        }

        for (var k = 0; k < Count; k++)
        {
            X[k] /= Size[k];
            Y[k] /= Size[k];
            for (var c = 0; c < 3; c++)
            {
                Colour[(3 * k) + c] /= Size[k];
            }
        }
    }

    private static int[][] FindSides(WorkingPicture picture, int[] labels)
    {
        var (width, height) = (picture.Width, picture.Height);
        var columns = Enumerable.Range(0, width);
        var rows = Enumerable.Range(0, height);
        return
        [
            [.. columns.Select(x => labels[x]).Distinct()],
            [.. rows.Select(y => labels[y * width]).Distinct()],
            [.. rows.Select(y => labels[(y * width) + width - 1]).Distinct()],
            [.. columns.Select(x => labels[((height - 1) * width) + x]).Distinct()],
        ];
    }

    private int[][] FindNeighbours(WorkingPicture picture, Superpixels regions)
    {
        var sets = new SortedSet<int>[Count];
        for (var k = 0; k < Count; k++)
        {
            sets[k] = [];
        }

        var labels = regions.Labels;
        for (var i = 0; i < picture.Count; i++)
        {
            if (i % picture.Width < picture.Width - 1)
            {
                Join(sets, labels[i], labels[i + 1]);
            }

            if (i + picture.Width < picture.Count)
            {
                Join(sets, labels[i], labels[i + picture.Width]);
            }
        }

        return [.. sets.Select(set => set.ToArray())];
    }

    private static void Join(SortedSet<int>[] sets, int one, int other)
    {
        if (one != other)
        {
            sets[one].Add(other);
            sets[other].Add(one);
        }
    }
}
