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
    /// Disagreement of the other cues and the cut up to which the cut stands, since they found the same without any
    /// network, and from which shares may say another thing.
    /// </summary>
    private const double Agreed = 0.04, Disagreed = 0.048;

    /// <summary>Overlap of cut and shares up to which they are two things, and from which one, drawn more finely.</summary>
    private const double Other = 0.9, Same = 0.93;

    /// <summary>Pixels of the shares' plane, each way, in which the outline of one and the same thing lies.</summary>
    private const int Outline = 8;

    /// <param name="photo">What is segmented.</param>
    /// <param name="opinion">Of the network's looks at it.</param>
    /// <param name="cut">h × w, <c>CV_32FC1</c>, 0..1. Ownership passes on.</param>
    /// <param name="byCues">1 − IoU of what all other cues alone take for the subject and the cut.</param>
    /// <param name="byPrior">The same of the prior that the cut began with.</param>
    public SegmentationMask Apply(Photo photo, NetworkOpinion opinion, Mat cut, double byCues, double byPrior)
    {
        if (!opinion.MayHoldShares)
        {
            return new SegmentationMask(cut, byPrior);
        }

        using var said = Mat.FromPixelData(
            cut.Rows, cut.Cols, MatType.CV_32FC1, opinion.LogOddsWith(network.CloseLogOdds(photo, cut.Size())));
        using var drawn = network.Shares(photo, said);
        using var large = Stretched(cut, drawn.Size());
        var entropy = (float)BinaryEntropy.Mean(drawn);
        var same = Ramp.Of(
            NetworkAgreement.Overlap(drawn.AsSpan<float>(), large.AsSpan<float>()), Other, Same);
        var trust = opinion.TrustInShares(entropy) * Math.Max(Ramp.Of(byCues, Agreed, Disagreed), same);
        if (trust == 0)
        {
            return new SegmentationMask(cut, byPrior);
        }

        cut.Dispose();
        Settle(drawn, large, same);
        using var shares = WithLooks(drawn, said, NetworkAgreement.Drawn(entropy));
        return new SegmentationMask(Mixed(shares, large, trust), byPrior + (trust * (1 - opinion.Agreement - byPrior)))
        {
            Shares = trust,
        };
    }

    /// <summary>As far as nothing was drawn, what the looks say.</summary>
    private static Mat WithLooks(Mat drawn, Mat said, float share)
    {
        using var seen = Logistic.Of(said);
        using var large = Stretched(seen, drawn.Size());
        return Mixed(drawn, large, share);
    }

    /// <summary>
    /// Off the outline, what both take for subject or for background is that in full: a doubt of the network inside a
    /// solid thing is no share.
    /// </summary>
    private static void Settle(Mat shares, Mat cut, double same)
    {
        var size = (2 * Outline) + 1;
        using var square = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(size, size));
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
