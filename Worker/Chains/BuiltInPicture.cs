using OpenCvSharp;
using Pipeline.Contracts;

namespace Pipeline.Worker.Chains;

/// <summary>A small drawing on which a chain is tried before it is given a photo.</summary>
internal static class BuiltInPicture
{
    private const int Side = 128;
    private const int Radius = 40;

    /// <summary>
    /// Two files, since PNG and JPEG are written by different libraries. The middle of the disc is said to be subject, so
    /// that networks which were never shown a disc have something to cut out, too.
    /// </summary>
    public static CutoutRecipe Recipe { get; } = new()
    {
        Keep = [PictureArea.Parse("40%,40%,20%,20%")],
        Renditions =
        [
            new RenditionRecipe(),
            new RenditionRecipe { Name = "jpeg", Format = PictureFormat.Jpeg, Background = "#ffffff" },
        ],
    };

    /// <summary>A dark disc before a light backdrop, as a PNG file.</summary>
    public static byte[] Draw()
    {
        using var picture = new Mat(Side, Side, MatType.CV_8UC3, new Scalar(230, 226, 222));
        Cv2.Circle(picture, Side / 2, Side / 2, Radius, new Scalar(60, 50, 140), -1, LineTypes.AntiAlias);
        Cv2.ImEncode(".png", picture, out var file);
        return file;
    }
}
