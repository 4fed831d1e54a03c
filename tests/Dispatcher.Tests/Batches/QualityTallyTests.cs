using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;

namespace Pipeline.Dispatcher.Tests.Batches;

public sealed class QualityTallyTests
{
    [Fact]
    public void Warnings_are_counted_by_photo_and_the_most_frequent_comes_first()
    {
        var tally = new QualityTally();
        tally.Add("a", Quality(0.9, CutoutWarnings.WideBand));
        tally.Add("b", Quality(0.2, CutoutWarnings.LowConfidence, CutoutWarnings.WideBand));
        tally.Add("c", Quality(0.9));
        tally.Add("d", null);

        var summary = tally.ToSummary();

        Assert.Equal(2, summary.WithWarnings);
        Assert.Equal([("wide-band", 2), ("low-confidence", 1)], summary.Warnings);
    }

    [Fact]
    public void The_least_confident_few_are_kept_whatever_the_order_in_which_they_come()
    {
        double[] confidences = [0.5, 0.9, 0.1, 0.7, 0.3, 0.9];
        foreach (var order in new[] { confidences, [.. confidences.Reverse()], [.. confidences.Order()] })
        {
            var tally = new QualityTally();
            foreach (var confidence in order)
            {
                tally.Add($"{confidence}", Quality(confidence));
            }

            Assert.Equal(["0.1", "0.3", "0.5"], tally.ToSummary().LeastConfident.Select(least => least.Photo));
        }
    }

    private static CutoutQuality Quality(double confidence, params string[] warnings) => new()
    {
        Confidence = confidence,
        BandShare = 0.1,
        SubjectShare = 0.3,
        EdgesTouched = [],
        Warnings = warnings,
    };
}
