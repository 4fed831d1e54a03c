namespace Pipeline.Worker.Matting;

/// <summary>
/// Adds up weighted guesses at one pixel's alpha; weights are given by their logarithms, in any order.
/// </summary>
internal ref struct AlphaPosterior
{
    private float _top = float.MinValue;
    private float _weight;
    private float _first;
    private float _second;

    public AlphaPosterior()
    {
    }

    /// <summary>0..1.</summary>
    public readonly float Mean => _first / _weight;

    /// <summary>Of the guesses about their mean, theirs own included.</summary>
    public readonly float Variance => MathF.Max(0, (_second / _weight) - (Mean * Mean));

    public void Add(float logWeight, float mean, float variance)
    {
        if (logWeight > _top)
        {
            var keep = MathF.Exp(_top - logWeight);
            (_weight, _first, _second) = (_weight * keep, _first * keep, _second * keep);
            _top = logWeight;
        }

        var weight = MathF.Exp(logWeight - _top);
        _weight += weight;
        _first += weight * mean;
        _second += weight * ((mean * mean) + variance);
    }
}
