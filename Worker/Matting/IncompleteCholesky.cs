using System.Numerics;

namespace Pipeline.Worker.Matting;

/// <summary>
/// A ≈ L·D·Lᵀ on the matrix's own 5 × 5 pattern, strip by strip, as preconditioner (Meijerink and van der Vorst 1977).
/// Ties between strips are left out, so strips are independent. The part of a row that depends on earlier rows only is
/// computed in vectors; just the two ties within the row are sequential.
/// </summary>
internal sealed class IncompleteCholesky
{
    // A smaller share of a pivot left after elimination means breakdown: the Laplacian is no M-matrix.
    private const double LeastPivot = 1e-3;

    // By how much the diagonal is raised before elimination. Without it the factor breaks down on most photos.
    private const double FirstShift = 0.01;
    private const double LastShift = 1e6;

    private readonly BandSystem _system;
    private readonly int _stride;

    // Plane 0: 1 / D; planes 1..12: the columns of unit lower triangular L, laid out as in the system.
    private readonly float[] _factor;

    public IncompleteCholesky(BandSystem system)
    {
        _system = system;
        _stride = system.Stride;
        _factor = new float[system.Matrix.Length];
    }

    /// <summary>
    /// Factors one strip; call before <see cref="Apply"/>. After a breakdown the diagonal is raised more.
    /// </summary>
    /// <exception cref="ArithmeticException">No diagonal helps: the matrix holds what is no number.</exception>
    public void Factor(BandStrip strip)
    {
        var shift = FirstShift;
        while (!TryFactor(strip, shift))
        {
            shift = shift < LastShift ? 2 * shift : throw new ArithmeticException("The matting system has no factor.");
        }
    }

    /// <summary>Computes one strip of <paramref name="result"/> = (L·D·Lᵀ)⁻¹·<paramref name="vector"/>.</summary>
    public unsafe void Apply(BandStrip strip, float[] vector, float[] result)
    {
        fixed (float* f = _factor, v = vector, x = result)
        {
            var runs = _system.Index.Unknown;
            for (var run = strip.FirstRun; run < strip.EndRun; run++)
            {
                Forward(f, v, x, runs[run]);
            }

            for (var run = strip.EndRun - 1; run >= strip.FirstRun; run--)
            {
                Backward(f, x, runs[run]);
            }
        }
    }

    private unsafe void Forward(float* f, float* v, float* x, in BandRun run)
    {
        var i = 0;
        for (; i <= run.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var s = run.Slot + i;
            var sum = Vector.Load(v + s);
            var (above1, above2) = (run.Above1 + i, run.Above2 + i);
            for (var d = -2; d <= 2; d++)
            {
                var next = f + ((long)(5 + d) * _stride);
                var after = f + ((long)(10 + d) * _stride);
                sum -= Vector.Load(next + above1 - d) * Vector.Load(x + above1 - d);
                sum -= Vector.Load(after + above2 - d) * Vector.Load(x + above2 - d);
            }

            Vector.Store(sum, x + s);
        }

        for (; i < run.Length; i++)
        {
            var s = run.Slot + i;
            var sum = v[s];
            var (above1, above2) = (run.Above1 + i, run.Above2 + i);
            for (var d = -2; d <= 2; d++)
            {
                var next = f + ((long)(5 + d) * _stride);
                var after = f + ((long)(10 + d) * _stride);
                sum -= next[above1 - d] * x[above1 - d];
                sum -= after[above2 - d] * x[above2 - d];
            }

            x[s] = sum;
        }

        float before1 = 0, before2 = 0;
        float* one = f + _stride, two = f + (2L * _stride);
        for (var s = run.Slot; s < run.Slot + run.Length; s++)
        {
            var now = x[s] - (two[s - 2] * before2) - (one[s - 1] * before1);
            (before2, before1) = (before1, now);
            x[s] = now;
        }
    }

    private unsafe void Backward(float* f, float* x, in BandRun run)
    {
        var i = 0;
        for (; i <= run.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var s = run.Slot + i;
            var sum = Vector.Load(x + s) * Vector.Load(f + s);
            var (below1, below2) = (run.Below1 + i, run.Below2 + i);
            for (var d = -2; d <= 2; d++)
            {
                sum -= Vector.Load(f + ((long)(5 + d) * _stride) + s) * Vector.Load(x + below1 + d);
                sum -= Vector.Load(f + ((long)(10 + d) * _stride) + s) * Vector.Load(x + below2 + d);
            }

            Vector.Store(sum, x + s);
        }

        for (; i < run.Length; i++)
        {
            var s = run.Slot + i;
            var sum = x[s] * f[s];
            var (below1, below2) = (run.Below1 + i, run.Below2 + i);
            for (var d = -2; d <= 2; d++)
            {
                sum -= f[((long)(5 + d) * _stride) + s] * x[below1 + d];
                sum -= f[((long)(10 + d) * _stride) + s] * x[below2 + d];
            }

            x[s] = sum;
        }

        float after1 = 0, after2 = 0;
        float* one = f + _stride, two = f + (2L * _stride);
        for (var s = run.Slot + run.Length - 1; s >= run.Slot; s--)
        {
            var now = x[s] - (two[s] * after2) - (one[s] * after1);
            (after2, after1) = (after1, now);
            x[s] = now;
        }
    }

    private unsafe bool TryFactor(BandStrip strip, double shift)
    {
        Prepare(strip, shift);
        fixed (float* f = _factor, a = _system.Matrix)
        {
            foreach (ref readonly var run in
                _system.Index.Unknown.AsSpan(strip.FirstRun, strip.EndRun - strip.FirstRun))
            {
                for (var i = 0; i < run.Length; i++)
                {
                    if (!(f[run.Slot + i] > LeastPivot * a[run.Slot + i]))
                    {
                        return false;
                    }

                    Eliminate(f, run, i);
                }
            }
        }

        return true;
    }

    /// <summary>Copies the strip's part of the matrix without its ties to later strips.</summary>
    private void Prepare(BandStrip strip, double shift)
    {
        for (var plane = 0; plane < BandSystem.PlaneCount; plane++)
        {
            var from = (plane * _stride) + strip.FirstSlot;
            _system.Matrix.AsSpan(from, strip.SlotCount).CopyTo(_factor.AsSpan(from));
        }

        for (var s = strip.FirstSlot; s < strip.EndSlot; s++)
        {
            _factor[s] *= (float)(1 + shift);
        }

        CutTies(strip);
    }

    /// <summary>Leaves out the ties of the strip's last rows to the next strip.</summary>
    private void CutTies(BandStrip strip)
    {
        var runs = _system.Index.Unknown;
        if (strip.EndRun == runs.Length)
        {
            return;
        }

        for (var r = strip.EndRun - 1; r >= strip.FirstRun && runs[r].Y >= runs[strip.EndRun].Y - 2; r--)
        {
            for (var plane = 1; plane < BandSystem.PlaneCount; plane++)
            {
                var target = TargetOf(runs[r], plane);
                var column = _factor.AsSpan((plane * _stride) + runs[r].Slot, runs[r].Length);
                column[Math.Clamp(strip.EndSlot - target, 0, column.Length)..].Clear();
            }
        }
    }

    /// <summary>The slot that a plane ties the run's first pixel to.</summary>
    private static int TargetOf(in BandRun run, int plane) =>
        plane < 3 ? run.Slot + plane : plane < 8 ? run.Below1 + plane - 5 : run.Below2 + plane - 10;

    private static int ColumnOf(int plane) => plane < 3 ? plane : plane < 8 ? plane - 5 : plane - 10;

    /// <summary>Eliminates one pixel from the later ones and turns its ties into a column of L.</summary>
    private unsafe void Eliminate(float* f, in BandRun run, int i)
    {
        var s = run.Slot + i;
        var inverse = 1 / (double)f[s];
        var ties = stackalloc double[BandSystem.PlaneCount];
        var slots = stackalloc int[BandSystem.PlaneCount];
        for (var k = 1; k < BandSystem.PlaneCount; k++)
        {
            ties[k] = f[((long)k * _stride) + s];
            slots[k] = TargetOf(run, k) + i;
        }

        for (var k = 1; k < BandSystem.PlaneCount; k++)
        {
            if (ties[k] == 0)
            {
                continue;
            }

            var scaled = ties[k] * inverse;
            f[((long)k * _stride) + s] = (float)scaled;
            for (var l = k; l < BandSystem.PlaneCount; l++)
            {
                // Fill outside the pattern is dropped.
                if (Math.Abs(ColumnOf(l) - ColumnOf(k)) <= 2)
                {
                    f[((long)(l - k) * _stride) + slots[k]] -= (float)(scaled * ties[l]);
                }
            }
        }

        f[s] = (float)inverse;
    }
}
