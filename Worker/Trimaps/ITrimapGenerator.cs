using OpenCvSharp;
using Pipeline.Worker.Segmentation;

namespace Pipeline.Worker.Trimaps;

/// <summary>Says what of a mask is known and what matting must decide.</summary>
internal interface ITrimapGenerator
{
    /// <param name="mask">Probability of subject, 0..1, at any size; covers the whole photo.</param>
    /// <param name="photo">Size of the trimap that is returned.</param>
    /// <returns>The caller disposes it.</returns>
    Trimap Generate(SegmentationMask mask, Size photo);
}
