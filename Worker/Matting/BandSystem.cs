using System.Numerics;

namespace Pipeline.Worker.Matting;

/// <summary>
/// The symmetric linear system of the unknown pixels. A pixel is tied to its 5 × 5 neighbourhood, so 13 planes over the
/// slots hold the matrix: the diagonal and the ties to the twelve neighbours that come later in raster order. Slots
/// that are not unknown pixels hold zeros everywhere.
/// </summary>
internal sealed class BandSystem(BandIndex index, int stripCount)
{
    /// <summary>Planes: 0 diagonal; 1, 2 same row; 3..7 next row from x − 2 to x + 2; 8..12 the row after.</summary>
    public const int PlaneCount = 13;

    public BandIndex Index { get; } = index;

    /// <summary>Slots in a plane.</summary>
    public int Stride { get; } = index.SlotCount;

    /// <summary>The planes, one after the other.</summary>
    public float[] Matrix { get; } = new float[PlaneCount * index.SlotCount];

    /// <summary>Right-hand side: what the neighbours that are known subject contribute.</summary>
    public float[] Right { get; } = new float[index.SlotCount];

    /// <summary>The alpha to start from, 0..1, known pixels included.</summary>
    public float[] Alpha { get; } = new float[index.SlotCount];

    /// <summary>Parts of the band for threads, in raster order.</summary>
    public BandStrip[] Strips { get; } = BandStrip.Split(index, stripCount);

    /// <summary>Computes one strip of <paramref name="product"/> = A·<paramref name="vector"/>.</summary>
    public unsafe void Multiply(BandStrip strip, float[] vector, float[] product)
    {
        fixed (float* m = Matrix, v = vector, p = product)
        {
            foreach (ref readonly var run in Index.Unknown.AsSpan(strip.FirstRun, strip.EndRun - strip.FirstRun))
            {
                var i = 0;
                for (; i <= run.Length - Vector<float>.Count; i += Vector<float>.Count)
                {
                    Vector.Store(RowsProduct(m, v, run, i), p + run.Slot + i);
                }

                for (; i < run.Length; i++)
                {
                    p[run.Slot + i] = PixelProduct(m, v, run, i);
                }
            }
        }
    }

    private unsafe Vector<float> RowsProduct(float* m, float* v, in BandRun run, int i)
    {
        var s = run.Slot + i;
        var sum = Vector.Load(m + s) * Vector.Load(v + s);
        for (var d = 1; d <= 2; d++)
        {
            var plane = m + ((long)d * Stride);
            sum = Vector.FusedMultiplyAdd(Vector.Load(plane + s), Vector.Load(v + s + d), sum);
            sum = Vector.FusedMultiplyAdd(Vector.Load(plane + s - d), Vector.Load(v + s - d), sum);
        }

        var (above1, below1) = (run.Above1 + i, run.Below1 + i);
        var (above2, below2) = (run.Above2 + i, run.Below2 + i);
        for (var d = -2; d <= 2; d++)
        {
            var next = m + ((long)(5 + d) * Stride);
            var after = m + ((long)(10 + d) * Stride);
            sum = Vector.FusedMultiplyAdd(Vector.Load(next + s), Vector.Load(v + below1 + d), sum);
            sum = Vector.FusedMultiplyAdd(Vector.Load(next + above1 - d), Vector.Load(v + above1 - d), sum);
            sum = Vector.FusedMultiplyAdd(Vector.Load(after + s), Vector.Load(v + below2 + d), sum);
            sum = Vector.FusedMultiplyAdd(Vector.Load(after + above2 - d), Vector.Load(v + above2 - d), sum);
        }

        return sum;
    }

    private unsafe float PixelProduct(float* m, float* v, in BandRun run, int i)
    {
        var s = run.Slot + i;
        var sum = m[s] * v[s];
        for (var d = 1; d <= 2; d++)
        {
            var plane = m + ((long)d * Stride);
            sum += (plane[s] * v[s + d]) + (plane[s - d] * v[s - d]);
        }

        var (above1, below1) = (run.Above1 + i, run.Below1 + i);
        var (above2, below2) = (run.Above2 + i, run.Below2 + i);
        for (var d = -2; d <= 2; d++)
        {
            var next = m + ((long)(5 + d) * Stride);
            var after = m + ((long)(10 + d) * Stride);
            sum += (next[s] * v[below1 + d]) + (next[above1 - d] * v[above1 - d]);
            sum += (after[s] * v[below2 + d]) + (after[above2 - d] * v[above2 - d]);
        }

        return sum;
    }
}
