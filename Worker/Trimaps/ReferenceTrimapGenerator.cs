using OpenCvSharp;
using Pipeline.Worker.Segmentation;

namespace Pipeline.Worker.Trimaps;

/// <summary>
/// The reference's trimap, its faults included: labels of 0 and 255 are stretched linearly, and what a kernel of 10 ×
/// 10, five times over, leaves of 255 and of 0 is known. The band is 45 px wide whatever the picture's size.
/// </summary>
internal sealed class ReferenceTrimapGenerator : ITrimapGenerator
{
    private const int KernelSide = 10;
    private const int Iterations = 5;

    /// <inheritdoc/>
    public Trimap Generate(SegmentationMask mask, Size photo)
    {
        using var labels = new Mat();
        mask.Probability.ConvertTo(labels, MatType.CV_8UC1, 255);
        using var stretched = new Mat();
        Cv2.Resize(labels, stretched, photo, interpolation: InterpolationFlags.Linear);
        return Draw(stretched);
    }

    private static Trimap Draw(Mat labels)
    {
        using var kernel = new Mat(KernelSide, KernelSide, MatType.CV_8UC1, Scalar.All(1));
        using var eroded = new Mat();
        Cv2.Erode(labels, eroded, kernel, iterations: Iterations);
        using var dilated = new Mat();
        Cv2.Dilate(labels, dilated, kernel, iterations: Iterations);
        using var foreground = new Mat();
        Cv2.Compare(eroded, new Scalar(Trimap.Foreground), foreground, CmpTypes.EQ);
        using var background = new Mat();
        Cv2.Compare(dilated, new Scalar(Trimap.Background), background, CmpTypes.EQ);
        using var plane = new Mat(labels.Size(), MatType.CV_8UC1, new Scalar(Trimap.Unknown));
        plane.SetTo(new Scalar(Trimap.Foreground), foreground);
        plane.SetTo(new Scalar(Trimap.Background), background);
        return new Trimap(plane.Clone());
    }
}
