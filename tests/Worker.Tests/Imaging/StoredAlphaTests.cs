using NetVips;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Imaging;

/// <summary>A photo's own transparency, flattened or respected.</summary>
public sealed class StoredAlphaTests : IDisposable
{
    private static readonly CutoutRecipe Respect = new() { InputAlpha = InputAlpha.Respect };

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void Respected_alpha_comes_apart_with_the_colours_under_it_as_stored(int depth)
    {
        using var photo = Decoding.Decode(Encode(depth, 60), Respect);

        Assert.Equal(new Vec3b(10, 20, 30), photo.Pixels.At<Vec3b>(5, 5));
        Assert.Equal(60, photo.Alpha!.At<byte>(5, 5));
    }

    [Fact]
    public void Flattened_alpha_is_over_white_and_gone()
    {
        using var photo = Decoding.Decode(Encode(16, 51));

        Assert.Null(photo.Alpha);
        Assert.Equal(new Vec3b(206, 208, 210), photo.Pixels.At<Vec3b>(5, 5));
    }

    [Fact]
    public void An_opaque_format_has_no_alpha_to_respect()
    {
        using var photo = Decoding.Decode(Pictures.Encode(Pictures.Disc(), ".jpg"), Respect);

        Assert.Null(photo.Alpha);
    }

    [Fact]
    public void Printing_colours_of_sixteen_bits_keep_their_alpha()
    {
        using var grey = Image.Black(30, 20, bands: 3).Copy(interpretation: Enums.Interpretation.Srgb);
        using var cmyk = grey.IccTransform("cmyk", inputProfile: "srgb", depth: 16);
        using var clear = cmyk.Bandjoin(60 * 257);

        using var photo = Decoding.Decode(clear.TiffsaveBuffer(), Respect);

        Assert.Equal(60, photo.Alpha!.At<byte>(5, 5));
    }

    [Fact]
    public void Of_matte_and_stored_alpha_the_lesser_counts_with_the_subjects_own_colour()
    {
        using var photo = new Photo(
            new Mat(1, 4, MatType.CV_8UC3, new Scalar(1, 2, 3)), Row(255, 100, 100, 0));
        using var foreground = new Mat(1, 4, MatType.CV_8UC3, new Scalar(7, 8, 9));
        using var matte = new AlphaMatte(Row(200, 255, 40, 255));

        StoredAlpha.Limit(photo, foreground, matte);

        Assert.Equal([200, 100, 40, 0], Enumerable.Range(0, 4).Select(x => (int)matte.Plane.At<byte>(0, x)));
        Assert.Equal(new Vec3b(7, 8, 9), foreground.At<Vec3b>(0, 0));
        Assert.Equal(new Vec3b(1, 2, 3), foreground.At<Vec3b>(0, 1));
        Assert.Equal(new Vec3b(7, 8, 9), foreground.At<Vec3b>(0, 2));
    }

    [Fact]
    public void Planes_of_different_sizes_are_refused()
    {
        using var photo = new Photo(new Mat(1, 4, MatType.CV_8UC3), Row(0, 0, 0, 0));
        using var foreground = new Mat(1, 3, MatType.CV_8UC3);
        using var matte = new AlphaMatte(Row(0, 0, 0, 0));

        Assert.Throws<ArgumentException>(() => StoredAlpha.Limit(photo, foreground, matte));
    }

    [Fact]
    public void A_cutout_is_nowhere_more_opaque_than_its_photo()
    {
        using var disc = Pictures.Disc();
        var file = Run(WithAlpha(disc, left: 90), Respect);

        using var cutout = Cv2.ImDecode(file, ImreadModes.Unchanged);
        Assert.Equal(new Vec4b(30, 30, 160, 90), cutout.At<Vec4b>(45, 50));
        Assert.Equal(new Vec4b(30, 30, 160, 255), cutout.At<Vec4b>(45, 70));
        Assert.Equal(0, cutout.At<Vec4b>(2, 2).Item3);
    }

    [Fact]
    public void A_photo_whose_subject_is_all_transparent_holds_none()
    {
        using var disc = Pictures.Disc();
        using var alpha = new Mat(disc.Size(), MatType.CV_8UC1, new Scalar(0));

        var rejection = Assert.Throws<JobRejectedException>(() => Run(Merge(disc, alpha), Respect));

        Assert.Equal(FailureReason.NoSubject, rejection.Reason);
    }

    private byte[] Run(byte[] photo, CutoutRecipe recipe) => new WorkerUnderTest(_store.Store).Chain
        .Run(JobFiles.Of(photo), recipe, new StageClock(TimeProvider.System), TestContext.Current.CancellationToken)
        .Files[0].Bytes;

    private static byte[] WithAlpha(Mat colours, int left)
    {
        using var alpha = new Mat(colours.Size(), MatType.CV_8UC1, new Scalar(255));
        alpha[new Rect(0, 0, colours.Width / 2, colours.Height)].SetTo(new Scalar(left));
        return Merge(colours, alpha);
    }

    private static byte[] Merge(Mat colours, Mat alpha)
    {
        using var merged = new Mat();
        Cv2.Merge([.. colours.Split(), alpha], merged);
        return Pictures.Encode(merged);
    }

    private static byte[] Encode(int depth, int alpha)
    {
        using var pixels = depth == 8
            ? new Mat(20, 30, MatType.CV_8UC4, new Scalar(10, 20, 30, alpha))
            : new Mat(20, 30, MatType.CV_16UC4, new Scalar(10 * 257, 20 * 257, 30 * 257, alpha * 257));
        return Pictures.Encode(pixels);
    }

    private static Mat Row(params byte[] values)
    {
        var row = new Mat(1, values.Length, MatType.CV_8UC1);
        row.SetArray<byte>(values);
        return row;
    }
}
