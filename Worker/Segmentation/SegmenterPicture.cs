using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Segmentation;

/// <summary>A picture of the right size as a network's input.</summary>
internal static class SegmenterPicture
{
    /// <param name="entry">Graphs made here take bytes as they are; others take normalised planes.</param>
    /// <param name="picture">H × W × 3, blue first; must outlive the value.</param>
    /// <param name="size">Of the picture.</param>
    /// <returns>[1, H, W, 3] of bytes, or [1, 3, H, W] of floats; the caller disposes it.</returns>
    public static OrtValue ValueOf(ModelEntry entry, byte[] picture, Size size) => entry.IsMade
        ? OrtValue.CreateTensorValueFromMemory(picture, [1, size.Height, size.Width, 3])
        : OrtValue.CreateTensorValueFromMemory(
            new NormalisedPlanes(entry.Input!).Of(picture), [1, 3, size.Height, size.Width]);
}
