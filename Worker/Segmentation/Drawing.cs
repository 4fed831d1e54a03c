using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// The share of each pixel that is subject, drawn by the second network from what the looks see: it takes the cut's place
/// as far as it is trusted, since a cut makes a grid solid or nothing, and ends at its own resolution.
/// </summary>
internal sealed class Drawing : IDisposable
{
    /// <summary>
    /// ΔE off the backdrop of what shares open in the cut, up to which the backdrop shows through it, as through glass, and
    /// from which it is a thing of its own: 6 to 16 in rendered glass, 22 to 40 in photographs.
    /// </summary>
    private const double ShowsThrough = 16, OfItsOwn = 20;

    private readonly Mat _shares;
    private readonly float _trustSeenThrough;
    private readonly double _disagreement;

    private Drawing(Mat shares, NetworkOpinion opinion)
    {
        _shares = shares;
        Trust = opinion.TrustInShares((float)BinaryEntropy.Mean(shares));
        _trustSeenThrough = opinion.TrustWhereSeenThrough;
        _disagreement = 1 - opinion.Agreement;
    }

    /// <summary>0 it counts for nothing but where a cut speaks for it .. 1 it is the segmentation, and no cut is needed.</summary>
    public float Trust { get; }

    /// <param name="network">Which looks once more, from nearer, and draws.</param>
    /// <param name="photo">What is segmented.</param>
    /// <param name="opinion">Of the network's looks at it.</param>
    /// <param name="size">Of these looks.</param>
    /// <returns>Null where they see nothing worth drawing.</returns>
    public static Drawing? Of(SubjectNetwork network, Photo photo, NetworkOpinion opinion, Size size)
    {
        if (!opinion.MayHoldShares)
        {
            return null;
        }

        using var said = Mat.FromPixelData(
            size.Height, size.Width, MatType.CV_32FC1, network.CloseLogOdds(opinion, photo, size));
        return new Drawing(network.Shares(photo, said), opinion);
    }

    /// <summary>
    /// As far as it is trusted, in the place of a cut; the more of what it opens in the cut the backdrop shows through, the
    /// less the looks have to be of one mind.
    /// </summary>
    /// <param name="cut">h × w, <c>CV_32FC1</c>, 0..1. Ownership passes on.</param>
    /// <param name="surface">The photo's backdrop, at the cut's size.</param>
    /// <param name="disagreement">1 − IoU of the prior and the cut.</param>
    public SegmentationMask Over(Mat cut, BackgroundSurface surface, double disagreement)
    {
        var trust = Trust;
        if (trust < _trustSeenThrough)
        {
            var through = 1 - Ramp.Of(Opened(cut, surface), ShowsThrough, OfItsOwn);
            trust = Math.Max(trust, through * _trustSeenThrough);
        }

        if (trust == 0)
        {
            return new SegmentationMask(cut, disagreement);
        }

        using var large = new Mat();
        Cv2.Resize(cut, large, _shares.Size(), interpolation: InterpolationFlags.Linear);
        cut.Dispose();
        var mixed = new Mat();
        Cv2.AddWeighted(_shares, trust, large, 1 - trust, 0, mixed);
        return new SegmentationMask(mixed, (trust * _disagreement) + ((1 - trust) * disagreement)) { Shares = trust };
    }

    /// <summary>With nothing beside it.</summary>
    public SegmentationMask Alone() => new(_shares.Clone(), _disagreement) { Shares = 1 };

    public void Dispose() => _shares.Dispose();

    /// <summary>Mean ΔE off the backdrop of what shares open in the cut.</summary>
    private double Opened(Mat cut, BackgroundSurface surface)
    {
        using var small = new Mat();
        Cv2.Resize(_shares, small, cut.Size(), interpolation: InterpolationFlags.Area);
        var solid = cut.AsSpan<float>();
        var share = small.AsSpan<float>();
        var (off, open) = (0.0, 1e-6);
        for (var i = 0; i < solid.Length; i++)
        {
            var gone = Math.Max(0, solid[i] - share[i]);
            off += gone * surface.Residual(i);
            open += gone;
        }

        return off / open;
    }
}
