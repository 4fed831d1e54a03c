using OpenCvSharp;
using Pipeline.Measure.Quality;
using Pipeline.Measure.Runs;

namespace Pipeline.Measure.Tests.Quality;

/// <summary>Which pictures come onto the sheet, where, and how.</summary>
public sealed class WorstSheetTests : IDisposable
{
    private readonly TruthOnDisk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void Twelve_are_kept_and_the_worst_comes_first()
    {
        using var truth = TruePicture.Mask(_disk.At("truth/alpha/left.png"));
        using var nothing = ResultPicture.Nothing(new Size(40, 30));
        _disk.Result("results", "left", new Rect(0, 0, 40, 30));
        using var red = ResultPicture.Read(_disk.At("results/left.png"))!;
        using var sheet = new WorstSheet();

        for (var i = 0; i < 14; i++)
        {
            var score = new QualityScore("left", 0.9 - (i * 0.05), 0, 0, null, new ChainOutcome());
            sheet.Show(score, _disk.At("truth/images/left.jpg"), truth, i == 13 ? nothing : red);
        }

        sheet.Write(_disk.At("sheet.jpg"));
        using var drawn = Cv2.ImRead(_disk.At("sheet.jpg"));
        Assert.Equal(new Size(2 * 4 * 248, 6 * 264), drawn.Size());
        // Photo, mask, over green and over squares of the first; over green of the second.
        (int X, Vec3b Colour)[] middles =
        [
            (60, new(0, 0, 200)), (248 + 60, new(255, 255, 255)), (496 + 60, new(0, 255, 0)), (744 + 65, new(235, 235, 235)),
            (992 + 496 + 60, new(0, 0, 200)),
        ];
        Assert.All(middles, middle => AssertNear(middle.Colour, drawn.At<Vec3b>(147, middle.X)));
    }

    private static void AssertNear(Vec3b expected, Vec3b found)
    {
        Assert.InRange(found.Item0 - expected.Item0, -12, 12);
        Assert.InRange(found.Item1 - expected.Item1, -12, 12);
        Assert.InRange(found.Item2 - expected.Item2, -12, 12);
    }
}
