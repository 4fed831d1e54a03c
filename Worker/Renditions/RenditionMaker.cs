using System.Globalization;
using NetVips;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Marketplaces;

namespace Pipeline.Worker.Renditions;

/// <summary>One file of a photo: framed, scaled, laid over its background and encoded.</summary>
internal sealed class RenditionMaker(ImageDecoder decoder, TimeProvider time)
{
    private static readonly double[] Nothing = [0];
    private static readonly double[] Clear = [0, 0, 0, 0];

    /// <param name="planes">What the chain found.</param>
    /// <param name="recipe">What is to be made.</param>
    /// <param name="background">The file of the recipe's background picture, or null where it has none.</param>
    /// <param name="fileName">
    /// What the file will be called, which marketplaces rule too; null: it is not judged.
    /// </param>
    /// <exception cref="JobRejectedException">The plane asked for is not there, or the file cannot be made.</exception>
    public RenditionFile Make(CutoutPlanes planes, RenditionRecipe recipe, byte[]? background, string? fileName = null)
    {
        var layout = FrameLayout.Of(recipe, planes.Colours.Size, planes.SubjectBox);
        if (recipe.Channels != RenditionChannels.Cutout)
        {
            using var grey = Grey(planes, recipe, layout);
            return PictureEncoder.Encode(grey, recipe, planes.Colours.Facts);
        }

        var marketplace = fileName is null ? null : MarketplaceCatalogue.Find(recipe.Name);
        using var framed = Framed(planes, layout);
        using var grounded = recipe.Shadow is { } shadow ? WithShadow(framed, shadow) : framed.Copy();
        // Read twice where it is judged, so made once.
        using var subject = marketplace is null ? grounded.Copy() : grounded.CopyMemory();
        using var picture = Laid(subject, recipe, background);
        var file = PictureEncoder.Encode(picture, recipe, planes.Colours.Facts);
        return marketplace is null ? file : file with { Verdict = Judged(marketplace, file, fileName!, recipe, subject) };
    }

    private MarketplaceVerdict Judged(
        Marketplace marketplace, RenditionFile file, string name, RenditionRecipe recipe, Image subject)
    {
        using var alpha = recipe.Background is null ? null : subject.BandToMat(3);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return PresetJudge.Judge(marketplace, file.Bytes, name, alpha, today);
    }

    private Image Laid(Image subject, RenditionRecipe recipe, byte[]? background) =>
        recipe.Background is { } colour ? subject.Flatten(background: ParseRgb(colour))
        : background is null ? subject.Copy()
        : OverPicture(subject, background);

    /// <summary>Four bands with straight alpha, of the frame's size.</summary>
    private static Image Framed(CutoutPlanes planes, FrameLayout layout)
    {
        using var picture = planes.Colours.Pixels.ViewRgb(planes.Alpha.Plane);
        if (layout.IsWhole(planes.Colours.Size))
        {
            return picture.Copy();
        }

        using var part = Part(picture, layout.Source);
        using var scaled = ScaledWithAlpha(part, layout.Target.Size);
        return Embedded(scaled, layout, Clear);
    }

    /// <summary>Colours weigh as much as they cover, or what is not seen would bleed into the edge.</summary>
    private static Image ScaledWithAlpha(Image part, OpenCvSharp.Size size)
    {
        if (part.Width == size.Width && part.Height == size.Height)
        {
            return part.Copy();
        }

        using var weighted = part.Premultiply();
        using var scaled = Resized(weighted, size, Enums.Kernel.Cubic);
        using var straight = scaled.Unpremultiply();
        return Rounded(straight);
    }

    /// <summary>A plane of one band in the cutout's frame. Labels are not averaged.</summary>
    private static Image Grey(CutoutPlanes planes, RenditionRecipe recipe, FrameLayout layout)
    {
        var plane = recipe.Channels switch
        {
            RenditionChannels.Alpha => planes.Alpha.Plane,
            RenditionChannels.Mask => planes.Mask,
            _ => planes.Trimap,
        };
        using var whole = (plane ?? throw new JobRejectedException(
            FailureReason.NoMask, "A supplied trimap replaces the mask; leave out --trimaps or the channel mask.")).View();
        if (layout.IsWhole(planes.Colours.Size))
        {
            return whole.Copy();
        }

        using var part = Part(whole, layout.Source);
        using var scaled = Resized(
            part,
            layout.Target.Size,
            recipe.Channels == RenditionChannels.Trimap ? Enums.Kernel.Nearest : Enums.Kernel.Cubic);
        using var rounded = Rounded(scaled);
        return Embedded(rounded, layout, Nothing);
    }

    private static Image WithShadow(Image subject, ContactShadow shadow)
    {
        using var whole = subject.CopyMemory();
        using var alpha = whole.BandToMat(3);
        using var plane = ContactShadowPlane.Of(alpha, shadow.Opacity);
        using var cover = plane.View();
        using var black = cover.NewFromImage(0, 0, 0);
        using var joined = black.Bandjoin(cover);
        using var under = joined.Copy(interpretation: Enums.Interpretation.Srgb);
        using var both = under.Composite2(whole, Enums.BlendMode.Over);
        using var rounded = Rounded(both);
        // The plane's memory ends with this method.
        return rounded.CopyMemory();
    }

    private Image OverPicture(Image subject, byte[] file)
    {
        using var photo = DecodeBackground(file);
        using var rgb = photo.Pixels.ViewRgb();
        using var filling = rgb.ThumbnailImage(
            subject.Width, height: subject.Height, crop: Enums.Interesting.Centre, noRotate: true);
        using var composed = filling.Composite2(subject, Enums.BlendMode.Over);
        using var opaque = composed.ExtractBand(0, n: 3);
        using var rounded = Rounded(opaque);
        // The photo's memory ends with this method.
        return rounded.CopyMemory();
    }

    /// <summary>Its trouble is not the photo's.</summary>
    private Photo DecodeBackground(byte[] file)
    {
        try
        {
            return decoder.Decode(file);
        }
        catch (JobRejectedException e)
        {
            throw new JobRejectedException(
                FailureReason.BackgroundUnusable, $"The background picture: {e.Reason}. {e.Message}", e);
        }
    }

    private static Image Part(Image picture, Rect area) =>
        picture.ExtractArea(area.X, area.Y, area.Width, area.Height);

    /// <summary>
    /// Cubic, because the far lobes of sharper kernels leave a faint ring around the subject that is not white.
    /// </summary>
    private static Image Resized(Image picture, OpenCvSharp.Size size, Enums.Kernel kernel) => picture.Resize(
        (double)size.Width / picture.Width, kernel: kernel, vscale: (double)size.Height / picture.Height);

    private static Image Embedded(Image picture, FrameLayout layout, double[] around) => picture.Embed(
        layout.Target.X,
        layout.Target.Y,
        layout.Frame.Width,
        layout.Frame.Height,
        extend: Enums.Extend.Background,
        background: around);

    /// <summary>To the nearest 8-bit value; a cast alone cuts off, and 254.99 would not be opaque.</summary>
    private static Image Rounded(Image picture)
    {
        using var whole = picture.Rint();
        return whole.Cast(Enums.BandFormat.Uchar);
    }

    private static double[] ParseRgb(string colour)
    {
        var rgb = int.Parse(colour.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return [(byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb];
    }
}
