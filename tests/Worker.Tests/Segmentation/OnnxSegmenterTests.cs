using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Segmentation;

/// <summary>
/// Every segmenter of the catalogue as its entry describes it, through graphs of the same inputs and outputs.
/// </summary>
public sealed class OnnxSegmenterTests : IDisposable
{
    private readonly TemporaryModels _models = new();

    public static TheoryData<string> PublishedNames =>
        [.. ModelCatalogue.Own.Models
            .Where(model => model is { Kind: ModelKind.Segmenter, IsMade: false })
            .Select(model => model.Name)];

    public void Dispose() => _models.Dispose();

    [Theory]
    [MemberData(nameof(PublishedNames))]
    public void A_published_segmenter_is_given_normalised_red_and_answers_a_probability(string name)
    {
        var entry = TemporaryModels.Entry(name);
        using var photo = RedDisc(300, 200);

        using var mask = Published(entry).Segment(photo, CancellationToken.None);

        // The graphs' probabilities are on both sides of one half, so that min-max spreads them.
        var isSpread = entry.Output!.Spread == OutputSpread.MinMax;
        Assert.Equal(isSpread ? 1 : Probability(entry, 255), At(mask, 0.5, 0.5), 3);
        Assert.Equal(isSpread ? 0 : Probability(entry, 0), At(mask, 0.02, 0.02), 3);
        Assert.Equal(isSpread ? 0 : Probability(entry, 0), At(mask, 0.98, 0.98), 3);
        Assert.Equal(1, mask.Shares);
    }

    [Theory]
    [InlineData("u2net", 0)]
    [InlineData("isnet-general-use", 0)]
    [InlineData("isnet-general-use", 255)]
    public void The_noise_of_a_picture_that_is_all_one_is_not_spread(string name, int red)
    {
        var entry = TemporaryModels.Entry(name);
        using var pixels = new Mat(60, 90, MatType.CV_8UC3, new Scalar(0, 0, red));
        Cv2.Rectangle(pixels, new Rect(20, 20, 30, 20), new Scalar(0, 0, Math.Abs(red - 6)), -1);
        using var photo = new Photo(pixels.Clone());
        var white = entry with { Input = entry.Input! with { Scale = InputScale.White } };

        using var mask = Published(white).Segment(photo, CancellationToken.None);

        Assert.Equal(Probability(entry, red), At(mask, 0.02, 0.02), 2);
        Assert.Equal(Probability(entry, Math.Abs(red - 6)), At(mask, 0.4, 0.5), 2);
    }

    [Fact]
    public void A_dark_picture_is_divided_by_its_highest_level_where_the_authors_do_so()
    {
        var entry = TemporaryModels.Entry("u2net") with { Output = new SegmenterOutput { Kind = OutputKind.Probability } };
        using var pixels = new Mat(60, 90, MatType.CV_8UC3, Scalar.All(0));
        Cv2.Rectangle(pixels, new Rect(20, 20, 50, 20), new Scalar(0, 0, 40), -1);
        using var photo = new Photo(pixels.Clone());

        using var mask = Published(entry).Segment(photo, CancellationToken.None);

        Assert.Equal(Probability(entry, 255), At(mask, 0.5, 0.5), 3);
        Assert.Equal(Probability(entry, 0), At(mask, 0.02, 0.02), 3);
    }

    [Theory]
    [InlineData("u2net", 300, 200)]
    [InlineData("u2net", 90, 400)]
    [InlineData("deeplabv3-resnet101", 301, 203)]
    [InlineData("deeplabv3-resnet101", 64, 500)]
    public void The_mask_lies_where_the_subject_is_whatever_the_pictures_shape(string name, int width, int height)
    {
        using var photo = RedDisc(width, height, new Point(width / 3, height / 4));

        using var mask = Segmenter(name).Segment(photo, CancellationToken.None);

        using var stretched = new Mat();
        Cv2.Resize(mask.Probability, stretched, photo.Size);
        using var subject = new Mat();
        Cv2.Threshold(stretched, subject, 0.5, 1, ThresholdTypes.Binary);
        using var bytes = new Mat();
        subject.ConvertTo(bytes, MatType.CV_8UC1);
        var centre = Cv2.Moments(bytes, binaryImage: true);
        Assert.InRange(centre.M10 / centre.M00, (width / 3) - 2, (width / 3) + 2);
        Assert.InRange(centre.M01 / centre.M00, (height / 4) - 2, (height / 4) + 2);
        var radius = Math.Min(width, height) / 5.0;
        Assert.InRange(centre.M00 / (Math.PI * radius * radius), 0.8, 1.25);
    }

    [Theory]
    [InlineData(OutputKind.Logits)]
    [InlineData(OutputKind.Softmax)]
    public void Classes_that_are_not_background_are_subject(OutputKind kind)
    {
        var entry = TemporaryModels.Entry("u2net") with { Output = new SegmenterOutput { Kind = kind, Background = [0, 2] } };
        var segmenter = new OnnxSegmenter(
            _models.Open("u2net", SmallGraphs.WithClasses(withSoftmax: kind == OutputKind.Softmax)), entry);
        using var photo = RedDisc(64, 64);

        using var mask = segmenter.Segment(photo, CancellationToken.None);

        Assert.Equal(Probability(entry, 255), At(mask, 0.5, 0.5), 3);
        Assert.Equal(Probability(entry, 0), At(mask, 0, 0), 3);
        Assert.Equal(0, mask.Shares);
    }

    [Fact]
    public void An_answer_of_another_shape_than_the_entry_says_is_no_mask()
    {
        var segmenter = new OnnxSegmenter(
            _models.Open("u2net", SmallGraphs.WithClasses(withSoftmax: true)), TemporaryModels.Entry("u2net"));
        using var photo = RedDisc(64, 64);

        Assert.Throws<InvalidOperationException>(() => segmenter.Segment(photo, CancellationToken.None));
    }

    private static Photo RedDisc(int width, int height, Point? centre = null)
    {
        var pixels = new Mat(height, width, MatType.CV_8UC3, Scalar.All(0));
        Cv2.Circle(pixels, centre ?? new Point(width / 2, height / 2), Math.Min(width, height) / 5, new Scalar(0, 0, 255), -1);
        return new Photo(pixels);
    }

    /// <summary>What the small graphs make of a level of red.</summary>
    private static double Probability(ModelEntry entry, int red)
    {
        var normalised = ((red / 255.0) - entry.Input!.Mean![0]) / entry.Input.Std![0];
        return 1 / (1 + Math.Exp(-SmallGraphs.Slope * normalised));
    }

    private static double At(SegmentationMask mask, double x, double y)
    {
        var map = mask.Probability;
        return map.At<float>((int)(y * (map.Rows - 1)), (int)(x * (map.Cols - 1)));
    }

    private OnnxSegmenter Segmenter(string name) => TemporaryModels.Entry(name) is { IsMade: false } entry
        ? Published(entry)
        : new OnnxSegmenter(_models.Open(name, SmallGraphs.Segmenter()), TemporaryModels.Entry(name));

    private OnnxSegmenter Published(ModelEntry entry)
    {
        var side = entry.Input!.Side;
        var graph = entry.Output!.Kind == OutputKind.Sigmoid ? SmallGraphs.WithoutSigmoid(side) : SmallGraphs.WithSigmoid(side);
        return new OnnxSegmenter(_models.Open(entry.Name, graph), entry);
    }
}
