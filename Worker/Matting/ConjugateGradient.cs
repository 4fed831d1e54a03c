using System.Numerics;

namespace Pipeline.Worker.Matting;

/// <summary>
/// Conjugate gradients on a band, preconditioned with <see cref="IncompleteCholesky"/>. Strips run in parallel; sums
/// over them are taken in their order, so that the number of threads never shows in the result.
/// </summary>
internal sealed class ConjugateGradient
{
    // Residuals below this share of the diagonal are rounding; a band without known neighbours has no other.
    private const double RoundingFloor = 1e-6;

    private readonly BandSystem _system;
    private readonly IncompleteCholesky _preconditioner;
    private readonly float[] _residual;
    private readonly float[] _solved;
    private readonly float[] _direction;
    private readonly float[] _image;
    private readonly double[] _partA;
    private readonly double[] _partB;

    public ConjugateGradient(BandSystem system)
    {
        _system = system;
        _preconditioner = new IncompleteCholesky(system);
        _residual = new float[system.Stride];
        _solved = new float[system.Stride];
        _direction = new float[system.Stride];
        _image = new float[system.Stride];
        _partA = new double[system.Strips.Length];
        _partB = new double[system.Strips.Length];
    }

    /// <summary>Improves <see cref="BandSystem.Alpha"/> until the residual is small or the steps are used up.</summary>
    /// <returns>Steps taken.</returns>
    public int Solve(double tolerance, int maxIterations, CancellationToken cancellation)
    {
        ForStrips((strip, _) => _preconditioner.Factor(strip));
        var (goal, energy) = Start(tolerance);
        for (var step = 0; step < maxIterations; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var length = energy / Curvature();
            if (!(energy > 0) || !(length > 0) || !float.IsFinite((float)length))
            {
                // Nothing is left to gain in this precision.
                return step;
            }

            var (residual, next) = Advance((float)length);
            if (residual <= goal)
            {
                return step + 1;
            }

            var ratio = (float)(next / energy);
            energy = next;
            ForStrips((strip, _) => Combine(strip, ratio));
        }

        return maxIterations;
    }

    /// <summary>Residual and first direction; returns the squared residual to reach, and r·M⁻¹r.</summary>
    private (double Goal, double Energy) Start(double tolerance)
    {
        var diagonal = new double[_partA.Length];
        ForStrips((strip, i) =>
        {
            _system.Multiply(strip, _system.Alpha, _image);
            _partA[i] = Dot(strip, _system.Right, _system.Right);
            diagonal[i] = Dot(strip, _system.Matrix, _system.Matrix);
            for (var s = strip.FirstSlot; s < strip.EndSlot; s++)
            {
                _residual[s] = _system.Right[s] - _image[s];
            }

            _preconditioner.Apply(strip, _residual, _solved);
            _partB[i] = Dot(strip, _residual, _solved);
            Combine(strip, 0);
        });
        var goal = (tolerance * tolerance * _partA.Sum()) + (RoundingFloor * RoundingFloor * diagonal.Sum());
        return (goal, _partB.Sum());
    }

    private double Curvature()
    {
        ForStrips((strip, i) =>
        {
            _system.Multiply(strip, _direction, _image);
            _partA[i] = Dot(strip, _direction, _image);
        });
        return _partA.Sum();
    }

    private (double Residual, double Energy) Advance(float length)
    {
        ForStrips((strip, i) =>
        {
            Advance(strip, length);
            _partA[i] = Dot(strip, _residual, _residual);
            _preconditioner.Apply(strip, _residual, _solved);
            _partB[i] = Dot(strip, _residual, _solved);
        });
        return (_partA.Sum(), _partB.Sum());
    }

    private void ForStrips(Action<BandStrip, int> work)
    {
        if (_system.Strips.Length == 1)
        {
            work(_system.Strips[0], 0);
            return;
        }

        Parallel.For(0, _system.Strips.Length, i => work(_system.Strips[i], i));
    }

    private void Advance(BandStrip strip, float length)
    {
        var step = new Vector<float>(length);
        var s = strip.FirstSlot;
        for (; s <= strip.EndSlot - Vector<float>.Count; s += Vector<float>.Count)
        {
            (new Vector<float>(_system.Alpha, s) + (step * new Vector<float>(_direction, s))).CopyTo(_system.Alpha, s);
            (new Vector<float>(_residual, s) - (step * new Vector<float>(_image, s))).CopyTo(_residual, s);
        }

        for (; s < strip.EndSlot; s++)
        {
            _system.Alpha[s] += length * _direction[s];
            _residual[s] -= length * _image[s];
        }
    }

    private void Combine(BandStrip strip, float ratio)
    {
        var keep = new Vector<float>(ratio);
        var s = strip.FirstSlot;
        for (; s <= strip.EndSlot - Vector<float>.Count; s += Vector<float>.Count)
        {
            (new Vector<float>(_solved, s) + (keep * new Vector<float>(_direction, s))).CopyTo(_direction, s);
        }

        for (; s < strip.EndSlot; s++)
        {
            _direction[s] = _solved[s] + (ratio * _direction[s]);
        }
    }

    private static double Dot(BandStrip strip, float[] a, float[] b)
    {
        // Blocks of single precision, summed in double.
        double sum = 0;
        var s = strip.FirstSlot;
        while (s <= strip.EndSlot - Vector<float>.Count)
        {
            var end = Math.Min(strip.EndSlot - Vector<float>.Count, s + 1024);
            var block = Vector<float>.Zero;
            for (; s <= end; s += Vector<float>.Count)
            {
                block += new Vector<float>(a, s) * new Vector<float>(b, s);
            }

            sum += Vector.Sum(block);
        }

        for (; s < strip.EndSlot; s++)
        {
            sum += (double)a[s] * b[s];
        }

        return sum;
    }
}
