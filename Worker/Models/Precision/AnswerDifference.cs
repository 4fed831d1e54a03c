namespace Pipeline.Worker.Models.Precision;

/// <summary>How far answers of one network are from another's, over several photos.</summary>
internal sealed class AnswerDifference
{
    private long _pixels;
    private long _alike;
    private double _sum;

    /// <summary>Share of pixels held for the same, 0..1.</summary>
    public double Agreement => _alike / (double)_pixels;

    public double Mean => _sum / _pixels;

    public double Max { get; private set; }

    /// <exception cref="InvalidOperationException">They are of different sizes.</exception>
    public void Add(NetworkAnswer one, NetworkAnswer other)
    {
        if (one.Values.Length != other.Values.Length)
        {
            throw new InvalidOperationException(
                $"Answers of {one.Values.Length} and {other.Values.Length} pixels cannot be compared.");
        }

        for (var i = 0; i < one.Values.Length; i++)
        {
            var difference = Math.Abs((double)one.Values[i] - other.Values[i]);
            _sum += difference;
            Max = Math.Max(Max, difference);
            _alike += one.Decisions[i] == other.Decisions[i] ? 1 : 0;
        }

        _pixels += one.Values.Length;
    }
}
