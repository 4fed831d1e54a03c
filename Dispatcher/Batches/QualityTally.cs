using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Batches;

/// <summary>Counts warnings and keeps the least confident results; its size does not grow with the batch.</summary>
internal sealed class QualityTally
{
    private const int Few = 3;

    private readonly Dictionary<string, int> _warnings = [];
    private readonly List<(string Photo, CutoutQuality Quality)> _least = [];
    private int _withWarnings;

    /// <param name="photo">Name of the photo.</param>
    /// <param name="quality">As recorded; null in records of before there was such a thing, which are passed
    /// over.</param>
    public void Add(string photo, CutoutQuality? quality)
    {
        if (quality is null)
        {
            return;
        }

        _withWarnings += quality.Warnings.Count > 0 ? 1 : 0;
        foreach (var warning in quality.Warnings)
        {
            _warnings[warning] = _warnings.GetValueOrDefault(warning) + 1;
        }

        _least.Add((photo, quality));
        _least.Sort(BySureness);
        if (_least.Count > Few)
        {
            _least.RemoveAt(Few);
        }
    }

    public QualitySummary ToSummary() => new()
    {
        WithWarnings = _withWarnings,
        Warnings =
        [
            .. _warnings.OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal)
                .Select(w => (w.Key, w.Value)),
        ],
        LeastConfident = [.. _least],
    };

    private static int BySureness((string Photo, CutoutQuality Quality) a, (string Photo, CutoutQuality Quality) b)
    {
        var order = a.Quality.Confidence.CompareTo(b.Quality.Confidence);
        return order != 0 ? order : string.CompareOrdinal(a.Photo, b.Photo);
    }
}
