namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Compact, connected regions of similar colour: SLIC (Achanta et al. 2012) with a fixed number of rounds, so that the
/// work is bounded and the result depends on nothing but the picture.
/// </summary>
internal sealed class Superpixels
{
    private const int Rounds = 6;

    private Superpixels(int[] labels, int count)
    {
        Labels = labels;
        Count = count;
    }

    /// <summary>Region of each pixel, 0..<see cref="Count"/> − 1.</summary>
    public int[] Labels { get; }

    public int Count { get; }

    /// <param name="picture">The picture to divide.</param>
    /// <param name="target">About how many regions.</param>
    /// <param name="compactness">ΔE that weighs as much as one region's width; larger is squarer.</param>
    public static Superpixels Of(WorkingPicture picture, int target, float compactness)
    {
        var step = MathF.Max(2, MathF.Sqrt(picture.Count / (float)target));
        var centres = Seed(picture, step);
        var labels = new int[picture.Count];
        var best = new float[picture.Count];
        for (var round = 0; round < Rounds; round++)
        {
            Assign(picture, centres, labels, best, step, compactness / step);
            Move(picture, centres, labels);
        }

        return Connect(picture, labels, (int)(step * step / 4));
    }

    private static float[] Seed(WorkingPicture picture, float step)
    {
        int columns = Math.Max(1, (int)MathF.Round(picture.Width / step)),
            rows = Math.Max(1, (int)MathF.Round(picture.Height / step));
        var centres = new float[columns * rows * 5];
        for (var i = 0; i < columns * rows; i++)
        {
            var x = (i % columns + 0.5f) * picture.Width / columns;
            var y = (i / columns + 0.5f) * picture.Height / rows;
            var pixel = ((int)y * picture.Width) + (int)x;
            picture.Lab.AsSpan(3 * pixel, 3).CopyTo(centres.AsSpan(5 * i));
            (centres[(5 * i) + 3], centres[(5 * i) + 4]) = (x, y);
        }

        return centres;
    }

    private static void Assign(
        WorkingPicture picture, float[] centres, int[] labels, float[] best, float step, float spatial)
    {
        Array.Fill(best, float.MaxValue);
        var (lab, reach, weight) = (picture.Lab, 1.5f * step, spatial * spatial);
        for (var k = 0; k < centres.Length / 5; k++)
        {
            var c = centres.AsSpan(5 * k, 5);
            int left = Math.Max(0, (int)(c[3] - reach)), right = Math.Min(picture.Width - 1, (int)(c[3] + reach));
            int top = Math.Max(0, (int)(c[4] - reach)), bottom = Math.Min(picture.Height - 1, (int)(c[4] + reach));
            for (var y = top; y <= bottom; y++)
            {
                for (var x = left; x <= right; x++)
                {
                    var i = (y * picture.Width) + x;
                    float l = lab[3 * i] - c[0], a = lab[(3 * i) + 1] - c[1], b = lab[(3 * i) + 2] - c[2];
                    float dx = x - c[3], dy = y - c[4];
                    var distance = (l * l) + (a * a) + (b * b) + (weight * ((dx * dx) + (dy * dy)));
                    if (distance < best[i])
                    {
                        (best[i], labels[i]) = (distance, k);
                    }
                }
            }
        }
    }

    private static void Move(WorkingPicture picture, float[] centres, int[] labels)
    {
        var sums = new double[centres.Length];
        var sizes = new int[centres.Length / 5];
        for (var i = 0; i < labels.Length; i++)
        {
            var k = labels[i];
            sizes[k]++;
            sums[5 * k] += picture.Lab[3 * i];
            sums[(5 * k) + 1] += picture.Lab[(3 * i) + 1];
            sums[(5 * k) + 2] += picture.Lab[(3 * i) + 2];
            sums[(5 * k) + 3] += i % picture.Width;
            sums[(5 * k) + 4] += i / picture.Width;
        }

        for (var j = 0; j < centres.Length; j++)
        {
            if (sizes[j / 5] > 0)
            {
                centres[j] = (float)(sums[j] / sizes[j / 5]);
            }
        }
    }

    /// <summary>Makes every region one connected piece; pieces below the least size join a neighbour.</summary>
    private static Superpixels Connect(WorkingPicture picture, int[] labels, int leastSize)
    {
        var (width, connected, count) = (picture.Width, new int[labels.Length], 0);
        Array.Fill(connected, -1);
        var piece = new List<int>();
        for (var start = 0; start < labels.Length; start++)
        {
            if (connected[start] >= 0)
            {
                continue;
            }

            var neighbour = Grow(labels, connected, width, start, count, piece);
            if (piece.Count < leastSize && neighbour >= 0)
            {
                piece.ForEach(i => connected[i] = neighbour);
            }
            else
            {
                count++;
            }
        }

        return new Superpixels(connected, count);
    }

    /// <summary>Floods the piece around a pixel and returns a finished region that touches it, or −1.</summary>
    private static int Grow(int[] labels, int[] connected, int width, int start, int label, List<int> piece)
    {
        var neighbour = -1;
        piece.Clear();
        piece.Add(start);
        connected[start] = label;
        Span<int> around = stackalloc int[4];
        for (var head = 0; head < piece.Count; head++)
        {
            var i = piece[head];
            around[0] = i % width > 0 ? i - 1 : -1;
            around[1] = i % width < width - 1 ? i + 1 : -1;
            around[2] = i - width;
            around[3] = i + width < labels.Length ? i + width : -1;
            foreach (var j in around)
            {
                if (j < 0)
                {
                    continue;
                }

                if (connected[j] < 0 && labels[j] == labels[i])
                {
                    connected[j] = label;
                    piece.Add(j);
                }
                else if (connected[j] >= 0 && connected[j] != label)
                {
                    neighbour = connected[j];
                }
            }
        }

        return neighbour;
    }
}
