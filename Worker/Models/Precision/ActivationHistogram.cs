namespace Pipeline.Worker.Models.Precision;

/// <summary>
/// How often which values of an activation were seen, in bins of one width over −R..R, where R is a power of two: when
/// a value lies beyond, R is doubled and bins are joined two by two, so that the order of what is seen decides nothing.
/// Zeros are not counted, since rectification makes as many as half of all values and 8 bits represent them exactly.
/// Of many values some are counted, evenly spaced; the extremes are of all.
/// </summary>
internal sealed class ActivationHistogram
{
    private const int Bins = 8192;
    private const double Beyond = 1e-4;

    /// <summary>About how many of an activation's values are counted for one photo.</summary>
    private const int Counted = 1 << 16;

    /// <summary>Shares of the whole range that are tried.</summary>
    private static readonly double[] Shrinks = [.. Enumerable.Range(0, 19).Select(i => 1 - (0.05 * i))];

    private readonly long[] _counts = new long[Bins];
    private double _reach = Math.Pow(2, -20);

    /// <summary>The lowest value so far; 0 where none is below.</summary>
    public float Least { get; private set; }

    /// <summary>The highest value so far; 0 where none is above.</summary>
    public float Most { get; private set; }

    /// <exception cref="InvalidOperationException">A value is no number.</exception>
    public void Add(ReadOnlySpan<float> values)
    {
        var (least, most) = Extremes(values);
        (Least, Most) = (Math.Min(Least, least), Math.Max(Most, most));
        while (_reach <= Math.Max(-least, most))
        {
            Widen();
        }

        var perUnit = (float)(Bins / (2 * _reach));
        var every = 1 + (values.Length / Counted);
        for (var i = 0; i < values.Length; i += every)
        {
            if (values[i] != 0)
            {
                _counts[Math.Clamp((int)((values[i] * perUnit) + (Bins / 2)), 0, Bins - 1)] += every;
            }
        }
    }

    public ActivationRange Range(RangeRule rule) => rule switch
    {
        RangeRule.MinMax => new ActivationRange(Least, Most),
        RangeRule.Percentile => new ActivationRange(
            -Cut(Enumerable.Range(0, Bins / 2), -Least), Cut(Enumerable.Range(Bins / 2, Bins / 2).Reverse(), Most)),
        RangeRule.LeastSquares => Shrunk(Shrinks.MinBy(share => SquareError(Least * share, Most * share))),
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };

    private static (float Least, float Most) Extremes(ReadOnlySpan<float> values)
    {
        var (least, most) = (0f, 0f);
        var isNumber = true;
        foreach (var value in values)
        {
            most = value > most ? value : most;
            least = value < least ? value : least;
            isNumber &= !float.IsNaN(value);
        }

        return isNumber && float.IsFinite(least) && float.IsFinite(most)
            ? (least, most)
            : throw new InvalidOperationException("The network computes what is no number.");
    }

    private void Widen()
    {
        var narrow = _counts.ToArray();
        Array.Clear(_counts);
        for (var bin = 0; bin < Bins; bin++)
        {
            _counts[(Bins / 4) + (bin / 2)] += narrow[bin];
        }

        _reach *= 2;
    }

    /// <summary>Centre of a bin.</summary>
    private double Value(int bin) => (bin + 0.5 - (Bins / 2)) * (2 * _reach / Bins);

    private ActivationRange Shrunk(double share) => new(Least * share, Most * share);

    /// <summary>How far from 0 one side reaches when the few values farthest out are left out.</summary>
    /// <param name="inwards">That side's bins, the outermost first.</param>
    /// <param name="farthest">How far it reaches with all of them.</param>
    private double Cut(IEnumerable<int> inwards, double farthest)
    {
        var few = _counts.Sum() * Beyond / 2;
        var beyond = 0L;
        foreach (var bin in inwards)
        {
            beyond += _counts[bin];
            if (beyond > few)
            {
                return Math.Min(Math.Abs(Value(bin)) + (_reach / Bins), farthest);
            }
        }

        return farthest;
    }

    /// <summary>Rounding to a step of s makes s²/12 on average, clipping the square of what is cut off.</summary>
    private double SquareError(double low, double high)
    {
        var step = (high - low) / byte.MaxValue;
        var rounding = step * step / 12;
        var sum = 0.0;
        for (var bin = 0; bin < Bins; bin++)
        {
            if (_counts[bin] > 0)
            {
                var value = Value(bin);
                var cut = value - Math.Clamp(value, low, high);
                sum += _counts[bin] * (cut == 0 ? rounding : cut * cut);
            }
        }

        return sum;
    }
}
