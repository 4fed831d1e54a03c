using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// The shares that the network draws take the cut's place as far as they are trusted: a cut makes a grid solid or
/// nothing, and ends at its own resolution.
/// </summary>
internal sealed class SharesOverCut(SubjectNetwork network)
{
    /// <summary>
    /// Disagreement of the other cues and the cut up to which shares add nothing to the cut, since the cues found the same
    /// without any network, and from which they may.
    /// </summary>
    private const double Agreed = 0.04, Disagreed = 0.048;

    /// <summary>
    /// How far off the backdrop what shares open is, by what they keep, up to which the backdrop shows through it, so that
    /// shares may open the cut all the same, and from which it is as solid as the rest.
    /// </summary>
    private const double ShowsThrough = 0.6, AsSolid = 0.8;

    /// <summary>Overlap of cut and shares up to which they are two things, and from which one, drawn more finely.</summary>
    private const double Other = 0.9, Same = 0.93;

    /// <summary>Pixels of the shares' plane, each way, in which the outline of one and the same thing lies.</summary>
    private const int Outline = 8;

    /// <summary>The same by which the cut's own outline may be off.</summary>
    private const int Inexact = 2;

    /// <param name="photo">What is segmented.</param>
    /// <param name="opinion">Of the network's looks at it.</param>
    /// <param name="surface">Its backdrop, at the cut's size.</param>
    /// <param name="cut">h × w, <c>CV_32FC1</c>, 0..1. Ownership passes on.</param>
    /// <param name="byCues">1 − IoU of what all other cues alone take for the subject and the cut.</param>
    /// <param name="byPrior">The same of the prior that the cut began with.</param>
    public SegmentationMask Apply(
        Photo photo, NetworkOpinion opinion, BackgroundSurface surface, Mat cut, double byCues, double byPrior)
    {
        if (!opinion.MayHoldShares)
        {
            return new SegmentationMask(cut, byPrior);
        }

        using var said = Mat.FromPixelData(
            cut.Rows, cut.Cols, MatType.CV_32FC1, opinion.LogOddsWith(network.CloseLogOdds(photo, cut.Size())));
        using var drawn = network.Shares(photo, said);
        using var large = Stretched(cut, drawn.Size());
        var same = SameAs(large, drawn);
        var may = Math.Max(Ramp.Of(byCues, Agreed, Disagreed), same);
        var mayAtAll = Math.Max(may, 1 - Ramp.Of(Solidity(drawn, cut, surface), ShowsThrough, AsSolid));
        var trust = opinion.TrustInShares((float)BinaryEntropy.Mean(drawn)) * mayAtAll;
        if (trust == 0)
        {
            return new SegmentationMask(cut, byPrior);
        }

        cut.Dispose();
        Settle(drawn, large, same);
        Bound(drawn, large, may / mayAtAll);
        return new SegmentationMask(Mixed(drawn, large, trust), byPrior + (trust * (1 - opinion.Agreement - byPrior)))
        {
            Shares = trust,
        };
    }

    /// <returns>0 another thing than the cut .. 1 the same, drawn more finely.</returns>
    private static float SameAs(Mat cut, Mat shares) =>
        Ramp.Of(NetworkAgreement.Overlap(shares.AsSpan<float>(), cut.AsSpan<float>()), Other, Same);

    /// <summary>ΔE off the backdrop of what shares open in the cut, by that of what they keep.</summary>
    private static double Solidity(Mat shares, Mat cut, BackgroundSurface surface)
    {
        using var small = new Mat();
        Cv2.Resize(shares, small, cut.Size(), interpolation: InterpolationFlags.Area);
        var solid = cut.AsSpan<float>();
        var share = small.AsSpan<float>();
        var (opened, open, kept, keep) = (0.0, 1e-6, 1e-6, 1e-6);
        for (var i = 0; i < solid.Length; i++)
        {
            var (off, gone, left) = (surface.Residual(i), Math.Max(0, solid[i] - share[i]), Math.Min(solid[i], share[i]));
            opened += gone * off;
            open += gone;
            kept += left * off;
            keep += left;
        }

        return opened / open / (kept / keep);
    }

    /// <summary>
    /// Off the outline, what both take for subject or for background is that in full: a doubt of the network inside a
    /// solid thing is no share.
    /// </summary>
    private static void Settle(Mat shares, Mat cut, double same)
    {
        using var square = Square(Outline);
        using var least = new Mat();
        using var most = new Mat();
        Cv2.Erode(cut, least, square);
        Cv2.Dilate(cut, most, square);
        Cv2.Min(least, shares, least);
        Cv2.Max(most, shares, most);
        using Mat inside = least.GreaterThan(0.5);
        using Mat outside = most.LessThan(0.5);
        using var settled = shares.Clone();
        settled.SetTo(Scalar.All(1), inside);
        settled.SetTo(Scalar.All(0), outside);
        Cv2.AddWeighted(shares, 1 - same, settled, same, 0, shares);
    }

    /// <summary>Takes back what shares add to the cut, but for as much of it as they may.</summary>
    private static void Bound(Mat shares, Mat cut, double may)
    {
        using var most = new Mat();
        using var square = Square(Inexact);
        Cv2.Dilate(cut, most, square);
        Cv2.Min(most, shares, most);
        Cv2.AddWeighted(shares, may, most, 1 - may, 0, shares);
    }

    private static Mat Square(int reach)
    {
        var size = (2 * reach) + 1;
        return Cv2.GetStructuringElement(MorphShapes.Rect, new Size(size, size));
    }

    private static Mat Mixed(Mat one, Mat other, double share)
    {
        var mixed = new Mat();
        Cv2.AddWeighted(one, share, other, 1 - share, 0, mixed);
        return mixed;
    }

    private static Mat Stretched(Mat plane, Size size)
    {
        var stretched = new Mat();
        Cv2.Resize(plane, stretched, size, interpolation: InterpolationFlags.Linear);
        return stretched;
    }
}
