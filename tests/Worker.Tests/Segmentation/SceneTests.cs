using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Segmentation;

namespace Pipeline.Worker.Tests.Segmentation;

/// <summary>What the segmenter knows of scenes that are no plain backdrop.</summary>
public sealed class SceneTests
{
    private static readonly SubjectNetwork Network = new();
    private static readonly Scalar Sky = new(220, 190, 150), Trees = new(40, 70, 30), Water = new(110, 90, 60);

    [Fact]
    public void Layer_that_runs_from_side_to_side_is_near_the_frame_across_and_a_mast_is_not()
    {
        using var photo = Scene();
        var (picture, regions, graph) = Regions(photo);

        var across = new FrameDistances(graph).Across(FrameSide.Left, 0.1f);

        Assert.True(across[Region(picture, regions, photo, 150, 210)] < 6, "trees");
        Assert.True(across[Region(picture, regions, photo, 300, 210)] > 30, "mast before the trees");
    }

    [Fact]
    public void Mast_before_layers_is_the_subject()
    {
        using var photo = Scene();

        using var mask = Segment(photo);

        Assert.True(At(mask, photo, 300, 210) > 0.9f, "mast");
        Assert.True(At(mask, photo, 150, 210) < 0.1f, "trees");
        Assert.True(At(mask, photo, 480, 210) < 0.1f, "trees");
    }

    [Fact]
    public void Blurred_shape_speaks_for_the_background_and_a_sharp_one_does_not()
    {
        using var photo = Shapes(blur: 12);
        var (picture, regions, graph) = Regions(photo);

        var evidence = SoftEvidence(picture, regions, graph);

        Assert.True(evidence[Region(picture, regions, photo, 120, 100)] < -2);
        Assert.True(evidence[Region(picture, regions, photo, 300, 280)] > -0.5);
    }

    [Fact]
    public void Picture_that_is_sharp_all_over_says_nothing_of_its_background()
    {
        using var photo = Shapes(blur: 0, noise: 40);
        var (picture, regions, graph) = Regions(photo);

        var evidence = SoftEvidence(picture, regions, graph);

        Assert.All(evidence, odds => Assert.Equal(0, odds));
    }

    [Fact]
    public void Dark_product_on_black_is_found()
    {
        using var drawn = StudioPicture.Backdrop(Scalar.All(14), Scalar.All(18))
            .With(shape => Cv2.Circle(shape, new Point(300, 220), 130, Scalar.White, -1), Scalar.All(27), Scalar.All(24));
        using var photo = drawn.Shoot(noise: 0.7);

        using var mask = Segment(photo);

        Assert.True(At(mask, photo, 300, 220) > 0.9f);
        Assert.True(At(mask, photo, 60, 60) < 0.1f);
    }

    [Fact]
    public void Two_segmentations_agree_on_a_clear_subject_more_than_on_one_in_colours_of_its_surroundings()
    {
        using var clear = StudioSet.Draw("dark on white").Shoot();
        using var camouflaged = Camouflage();

        using var sure = Segment(clear);
        using var unsure = Segment(camouflaged);

        Assert.InRange(sure.Disagreement!.Value, 0, 0.15);
        Assert.InRange(unsure.Disagreement!.Value, sure.Disagreement.Value + 0.05, 1);
    }

    /// <summary>Patches of a few close colours all over, and one of them in the middle.</summary>
    private static Photo Camouflage()
    {
        var pixels = new Mat(new Size(600, 450), MatType.CV_8UC3, Trees);
        var random = new Random(11);
        for (var i = 0; i < 260; i++)
        {
            var colour = new Scalar(30 + random.Next(60), 60 + random.Next(60), 30 + random.Next(60));
            Cv2.Circle(pixels, random.Next(600), random.Next(450), 14 + random.Next(30), colour, -1);
        }

        return Grain(pixels, 4);
    }

    /// <summary>Sky, trees and water with a bright mast in the middle, 600 × 450.</summary>
    private static Photo Scene()
    {
        var pixels = new Mat(new Size(600, 450), MatType.CV_8UC3, Sky);
        Cv2.Rectangle(pixels, new Rect(0, 180, 600, 60), Trees, -1);
        Cv2.Rectangle(pixels, new Rect(0, 240, 600, 210), Water, -1);
        Cv2.Rectangle(pixels, new Rect(270, 90, 60, 260), new Scalar(60, 220, 240), -1);
        return Grain(pixels, 3);
    }

    /// <summary>Two discs in the background, blurred, and a sharp one before them.</summary>
    private static Photo Shapes(double blur, double noise = 1)
    {
        var pixels = new Mat(new Size(600, 450), MatType.CV_8UC3, new Scalar(150, 140, 130));
        Cv2.Circle(pixels, new Point(120, 100), 60, new Scalar(200, 60, 160), -1);
        Cv2.Circle(pixels, new Point(460, 110), 70, new Scalar(60, 170, 190), -1);
        if (blur > 0)
        {
            Cv2.GaussianBlur(pixels, pixels, default, blur);
        }

        Cv2.Circle(pixels, new Point(300, 280), 90, new Scalar(60, 80, 170), -1);
        return Grain(pixels, noise);
    }

    private static Photo Grain(Mat pixels, double noise)
    {
        Cv2.SetTheRNG(11);
        using var grain = new Mat(pixels.Size(), MatType.CV_16SC3);
        Cv2.Randn(grain, Scalar.All(0), Scalar.All(noise));
        Cv2.Add(pixels, grain, pixels, dtype: MatType.CV_8U);
        return new Photo(pixels);
    }

    private static (WorkingPicture Picture, Superpixels Regions, RegionGraph Graph) Regions(Photo photo)
    {
        var picture = WorkingPicture.From(photo, 400);
        var regions = Superpixels.Of(picture, 400, 15);
        return (picture, regions, new RegionGraph(picture, regions));
    }

    private static float[] SoftEvidence(WorkingPicture picture, Superpixels regions, RegionGraph graph)
    {
        var paths = new SoftReach(picture);
        var reach = paths.From(Enumerable.Range(0, picture.Width), new float[picture.Count]);
        return SoftBackground.Evidence(paths.Sharpness, reach, regions, graph);
    }

    private static int Region(WorkingPicture picture, Superpixels regions, Photo photo, int x, int y) =>
        regions.Labels[(y * picture.Height / photo.Height * picture.Width) + (x * picture.Width / photo.Width)];

    private static SegmentationMask Segment(Photo photo) =>
        new ClassicSegmenter(Network, Options.Create(new ClassicSegmenterOptions()))
            .Segment(photo, TestContext.Current.CancellationToken);

    private static float At(SegmentationMask mask, Photo photo, int x, int y) => mask.Probability.At<float>(
        y * mask.Probability.Rows / photo.Height, x * mask.Probability.Cols / photo.Width);
}
