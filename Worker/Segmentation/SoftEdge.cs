using OpenCvSharp;
using OpenCvSharp.XImgProc;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Turns the cut into a probability that follows the picture's own edges (guided filter, He et al. 2010): a pixel that
/// mixes both colours gets a share in between, and so does a boundary that no edge supports.
/// </summary>
internal static class SoftEdge
{
    /// <param name="picture">The guide.</param>
    /// <param name="subject">Share of subject per pixel, 0..1.</param>
    /// <param name="radius">Half of the window, pixels.</param>
    /// <param name="noise">ΔE below which a colour step is no edge.</param>
    /// <returns>h × w, <c>CV_32FC1</c>, 0..1; the caller disposes it.</returns>
    public static Mat Of(WorkingPicture picture, float[] subject, int radius, double noise)
    {
        using var guide = Mat.FromPixelData(picture.Height, picture.Width, MatType.CV_32FC3, picture.Lab);
        using var mask = Mat.FromPixelData(picture.Height, picture.Width, MatType.CV_32FC1, subject);
        var soft = new Mat();
        CvXImgProc.GuidedFilter(guide, mask, soft, radius, noise * noise);
        Cv2.Max(soft, 0, soft);
        Cv2.Min(soft, 1, soft);
        return soft;
    }
}
