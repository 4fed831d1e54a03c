using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Segmentation;

/// <summary>Says where the subject is.</summary>
internal interface ISegmenter
{
    /// <summary>Estimates, per pixel, how probable it is that the pixel belongs to the subject.</summary>
    /// <returns>A probability map at the segmenter's own resolution; the caller disposes it.</returns>
    SegmentationMask Segment(Photo photo, CancellationToken cancellation);
}
