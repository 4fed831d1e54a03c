using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// The share of each pixel that is subject, drawn by the second network from what the looks see: it takes the cut's place
/// as far as it is trusted, since a cut makes a grid solid or nothing, and ends at its own resolution.
/// </summary>
internal sealed class Drawing : IDisposable
{
    private readonly Mat _shares;
    private readonly double _disagreement;

    private Drawing(Mat shares, float trust, double disagreement) =>
        (_shares, Trust, _disagreement) = (shares, trust, disagreement);

    /// <summary>0 it counts for nothing .. 1 it is the segmentation, and no cut is needed.</summary>
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
            size.Height, size.Width, MatType.CV_32FC1, opinion.LogOddsWith(network.CloseLogOdds(photo, size)));
        var shares = network.Shares(photo, said);
        return new Drawing(shares, opinion.TrustInShares((float)BinaryEntropy.Mean(shares)), 1 - opinion.Agreement);
    }

    /// <summary>As far as it is trusted, in the place of a cut.</summary>
    /// <param name="cut">h × w, <c>CV_32FC1</c>, 0..1.</param>
    /// <param name="disagreement">1 − IoU of the prior and the cut.</param>
    public SegmentationMask Over(Mat cut, double disagreement)
    {
        using var large = new Mat();
        Cv2.Resize(cut, large, _shares.Size(), interpolation: InterpolationFlags.Linear);
        var mixed = new Mat();
        Cv2.AddWeighted(_shares, Trust, large, 1 - Trust, 0, mixed);
        return new SegmentationMask(mixed, (Trust * _disagreement) + ((1 - Trust) * disagreement)) { Shares = Trust };
    }

    /// <summary>With nothing beside it.</summary>
    public SegmentationMask Alone() => new(_shares.Clone(), _disagreement) { Shares = 1 };

    public void Dispose() => _shares.Dispose();
}
