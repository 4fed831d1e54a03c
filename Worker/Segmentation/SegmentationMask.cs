using OpenCvSharp;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Probability of being subject, per pixel, 0..1. It covers the whole photo at the segmenter's own resolution and is
/// stretched to the photo by whoever needs it; probabilities are resized, labels never.
/// </summary>
internal sealed class SegmentationMask : IDisposable
{
    /// <param name="probability">h × w, <c>CV_32FC1</c>, 0..1. Ownership passes to the mask.</param>
    /// <param name="disagreement">
    /// 1 − IoU of two cheap segmentations, 0..1, or null when there is no second one.
    /// </param>
    /// <exception cref="ArgumentException">Another type, or empty.</exception>
    public SegmentationMask(Mat probability, double? disagreement = null)
    {
        if (probability.Empty() || probability.Type() != MatType.CV_32FC1)
        {
            throw new ArgumentException($"A mask is CV_32FC1, not {probability.Type()}.", nameof(probability));
        }

        Probability = probability;
        Disagreement = disagreement;
    }

    /// <summary>h × w, <c>CV_32FC1</c>, 0..1.</summary>
    public Mat Probability { get; }

    /// <summary>1 − intersection over union of two cheap segmentations of the photo, 0..1; null when unknown.</summary>
    public double? Disagreement { get; }

    /// <summary>
    /// How far the values are shares of each pixel that the subject covers, worth a matter's while, and not only an
    /// outline that is more or less certain: 0 not at all .. 1 in full.
    /// </summary>
    public float Shares { get; init; }

    /// <summary>Mean probability: the share of the picture that the subject takes, 0..1.</summary>
    public double SubjectShare => Cv2.Mean(Probability).Val0;

    public void Dispose() => Probability.Dispose();
}
