using Pipeline.Measure.Runs;

namespace Pipeline.Measure.Tests.Runs;

/// <summary>Means by background and trait, and the order of a run.</summary>
public sealed class ScoreGroupTests
{
    [Fact]
    public void A_picture_counts_for_its_background_and_each_of_its_traits()
    {
        PictureScore[] pictures =
        [
            Picture("a", 0.9, "plain", "hair"), Picture("b", 0.7, "plain", "hair", "holes"), Picture("c", 0.5, null),
        ];

        var groups = ScoreGroup.Of(pictures);

        Assert.Equal(
            [
                ("all", "all", 3, 0.7), ("background", "plain", 2, 0.8), ("trait", "hair", 2, 0.8), ("trait", "holes", 1, 0.7),
            ],
            groups.Select(g => (g.Kind, g.Name, g.Pictures.Count, Math.Round(g.Mean(MetricKinds.Iou)!.Value, 9))));
        Assert.Null(groups[0].Mean(MetricKinds.Colour));
    }

    [Fact]
    public void The_worst_picture_comes_first_and_survives_being_written()
    {
        var folder = Directory.CreateTempSubdirectory("pipeline-test-").FullName;
        var run = RunScores.Of("t", [
            Picture("a", 0.9, null), Picture("b", 0.2, null) with { Confidence = 0.4, Warnings = ["low-confidence"] }]);

        run.Write(folder);
        var read = RunScores.Read(folder);

        Assert.Equal(["b", "a"], read.Pictures.Select(picture => picture.Name));
        Assert.Equal((0.4, "low-confidence"), (read.Pictures[0].Confidence, read.Pictures[0].Warnings!.Single()));
        Assert.Null(read.Pictures[1].Confidence);
        Assert.Equal(0.9, read.Pictures[1].Iou);
        Assert.DoesNotContain("null", File.ReadAllText(Path.Combine(folder, RunScores.FileName)), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static PictureScore Picture(string name, double iou, string? background, params string[] traits) => new()
    {
        Name = name,
        Width = 10,
        Height = 10,
        Background = background,
        Traits = traits,
        Truth = "truth",
        Values = new Dictionary<string, double> { [MetricKinds.Iou.Id] = iou },
    };
}
