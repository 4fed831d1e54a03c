using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Renditions;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Tests.Support;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Tests.Chains;

/// <summary>
/// The steps of <c>deeplabv3-indexnet-reference</c> against every intermediate of the reference on one picture of odd
/// size. Its colours are in the order red, green, blue; no step minds.
/// </summary>
public sealed class ReferenceStepsTests
{
    private static readonly float[] Mean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] Std = [0.229f, 0.224f, 0.225f];

    [Fact]
    public void The_picture_is_squashed_to_the_same_bytes()
    {
        using var oracle = Oracle();
        using var photo = oracle.Picture("img");

        using var squashed = ReferenceSegmenter.Squash(photo);

        using var expected = oracle.Picture("seg_resized_u8");
        Assert.Equal(0, Pictures.GreatestDifference(expected, squashed));
    }

    [Fact]
    public void The_trimap_is_the_same_to_the_pixel()
    {
        using var oracle = Oracle();
        using var trimap = Trimap(oracle);

        using var expected = oracle.Picture("trimap");
        Assert.Equal(0, Pictures.GreatestDifference(expected, trimap.Plane));
    }

    [Fact]
    public void The_networks_input_is_the_same_once_it_is_normalised()
    {
        using var oracle = Oracle();
        using var photo = oracle.Picture("img");
        using var trimap = Trimap(oracle);

        using var picture = ReferenceMatter.Stretch(photo);
        using var known = ReferenceMatter.Stretch(trimap);

        var expected = oracle["mat_input"].Floats;
        var plane = picture.Rows * picture.Cols;
        Assert.Equal(4 * plane, expected.Length);
        var colours = picture.AsSpan<Vec3f>();
        var levels = known.AsSpan<byte>();
        var most = 0f;
        for (var i = 0; i < plane; i++)
        {
            most = Math.Max(most, Math.Abs(Normalised(colours[i].Item0, 0) - expected[i]));
            most = Math.Max(most, Math.Abs(Normalised(colours[i].Item1, 1) - expected[plane + i]));
            most = Math.Max(most, Math.Abs(Normalised(colours[i].Item2, 2) - expected[(2 * plane) + i]));
            most = Math.Max(most, Math.Abs((levels[i] / 255f) - expected[(3 * plane) + i]));
        }

        Assert.InRange(most, 0, 3e-5);
    }

    [Fact]
    public void Alpha_is_the_same_but_where_another_version_of_bicubic_interpolation_crosses_a_level()
    {
        using var oracle = Oracle();
        using var trimap = Trimap(oracle);
        using var raw = oracle.Picture("mat_output");

        using var alpha = ReferenceMatter.Finish(raw, trimap);

        using var expected = oracle.Picture("alpha_u8");
        using var differs = new Mat();
        Cv2.Compare(expected, alpha, differs, CmpTypes.NE);
        Assert.InRange(Pictures.GreatestDifference(expected, alpha), 0, 1);
        Assert.InRange(Cv2.CountNonZero(differs), 0, 10);
    }

    [Fact]
    public void Over_white_every_level_is_the_references_but_for_rounding()
    {
        using var oracle = Oracle();
        using var photo = new Photo(oracle.Picture("img"));
        using var alpha = new AlphaMatte(oracle.Picture("alpha_u8"));
        using var planes = new CutoutPlanes(photo, alpha);
        using var foreground = photo.Pixels.Clone();
        Compositor.Compose(photo, foreground, alpha);

        var decoder = new ImageDecoder(Microsoft.Extensions.Options.Options.Create(new ImageLimits()));
        var file = new RenditionMaker(decoder, TimeProvider.System)
            .Make(planes, new RenditionRecipe { Background = "#ffffff" }, background: null);

        using var white = Cv2.ImDecode(file.Bytes, ImreadModes.Color);
        using var cutOff = oracle.Picture("composite_u8_trunc");
        Assert.InRange(Pictures.GreatestDifference(cutOff, white), 0, 1);
    }

    private static NumpyArchive Oracle() => new(SharedFolder.Require("oracle/prepost_oracle_301x203.npz"));

    /// <summary>From the reference's mask of 320 × 320 labels.</summary>
    private static Trimap Trimap(NumpyArchive oracle)
    {
        using var labels = oracle.Picture("mask320");
        var probability = new Mat();
        labels.ConvertTo(probability, MatType.CV_32FC1, 1 / 255.0);
        using var mask = new SegmentationMask(probability);
        using var photo = oracle.Picture("img");
        return new ReferenceTrimapGenerator().Generate(mask, photo.Size());
    }

    private static float Normalised(float level, int channel) => ((level / 255) - Mean[channel]) / Std[channel];
}
