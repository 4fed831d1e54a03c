using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Quality;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Tests.Quality;

public sealed class QualityEstimatorTests
{
    private static readonly Rect Middle = new(30, 30, 40, 40);

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.5, 1.0)]
    [InlineData(0.25, 0.8113)]
    [InlineData(1.0, 0.0)]
    public void Entropy_is_the_mean_in_bits(double probability, double expected)
    {
        Assert.Equal(expected, Estimate(Middle, probability).MaskEntropy!.Value, 4);
    }

    [Fact]
    public void Shares_are_of_the_whole_picture()
    {
        var quality = Estimate(Middle, unknown: new Rect(0, 0, 50, 20));

        Assert.Equal((0.16, 0.1), (quality.SubjectShare, quality.BandShare));
    }

    [Fact]
    public void The_edges_that_the_subject_reaches_are_named_clockwise_from_the_top()
    {
        Assert.Empty(Estimate(Middle).EdgesTouched);
        Assert.Equal([PictureEdge.Bottom], Estimate(new Rect(30, 30, 40, 70)).EdgesTouched);
        Assert.Equal([PictureEdge.Top, PictureEdge.Left], Estimate(new Rect(0, 0, 40, 40)).EdgesTouched);
        Assert.Equal(4, Estimate(new Rect(0, 0, 100, 100)).EdgesTouched.Count);
        Assert.Empty(Estimate(new Rect(30, 30, 2, 70)).EdgesTouched);
    }

    [Fact]
    public void Each_warning_comes_from_its_own_threshold()
    {
        Assert.Empty(Estimate(Middle).Warnings);
        Assert.Equal([CutoutWarnings.SmallSubject], Estimate(new Rect(30, 30, 9, 9)).Warnings);
        Assert.Equal([CutoutWarnings.SubjectTouchesEdge], Estimate(new Rect(30, 30, 40, 70)).Warnings);
        Assert.Contains(CutoutWarnings.LargeSubject, Estimate(new Rect(1, 1, 98, 98)).Warnings);
        Assert.Contains(CutoutWarnings.WideBand, Estimate(Middle, unknown: new Rect(0, 0, 100, 50)).Warnings);
        Assert.Contains(CutoutWarnings.LowConfidence, Estimate(Middle, 0.5, disagreement: 0.9).Warnings);
        Assert.Empty(Estimate(Middle, 0.5, disagreement: 0.9, options: new QualityOptions { LeastConfidence = 0 }).Warnings);
    }

    [Fact]
    public void Warnings_are_of_the_agreed_list_and_in_its_order()
    {
        var warnings = Estimate(new Rect(0, 0, 100, 100), 0.5, new Rect(0, 0, 100, 60), 1).Warnings;

        // That of the marketplaces comes with the files.
        Assert.Equal(
            CutoutWarnings.All.TakeWhile(warning => warning != CutoutWarnings.MarketplaceRules)
                .Except([CutoutWarnings.SmallSubject]),
            warnings);
    }

    [Fact]
    public void Whatever_speaks_against_a_result_lowers_its_confidence()
    {
        var sure = Estimate(Middle).Confidence;

        Assert.InRange(sure, 0.9, 1);
        Assert.True(Estimate(Middle, 0.2).Confidence < sure);
        Assert.True(Estimate(Middle, disagreement: 0.5).Confidence < sure);
    }

    [Fact]
    public void Of_a_supplied_trimap_nothing_is_said_about_a_mask_that_was_not_made()
    {
        using var trimap = Plane(Middle, default);
        using var alpha = Alpha(Middle);

        var quality = new QualityEstimator(Options.Create(new QualityOptions())).Estimate(null, trimap, alpha);

        Assert.Equal((null, null), (quality.MaskEntropy, quality.Disagreement));
        Assert.InRange(quality.Confidence, 0.9, 1);
    }

    private static CutoutQuality Estimate(
        Rect subject,
        double probability = 1,
        Rect unknown = default,
        double? disagreement = null,
        QualityOptions? options = null)
    {
        using var mask = new SegmentationMask(
            new Mat(20, 30, MatType.CV_32FC1, Scalar.All(probability)), disagreement);
        using var trimap = Plane(subject, unknown);
        using var alpha = Alpha(subject);
        return new QualityEstimator(Options.Create(options ?? new QualityOptions())).Estimate(mask, trimap, alpha);
    }

    private static Trimap Plane(Rect subject, Rect unknown)
    {
        var plane = Alpha(subject).Plane;
        Cv2.Rectangle(plane, unknown, new Scalar(Trimap.Unknown), -1);
        return new Trimap(plane);
    }

    private static AlphaMatte Alpha(Rect subject)
    {
        var plane = new Mat(100, 100, MatType.CV_8UC1, Scalar.All(0));
        plane[subject].SetTo(Scalar.All(255));
        return new AlphaMatte(plane);
    }
}
