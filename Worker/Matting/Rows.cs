using OpenCvSharp;

namespace Pipeline.Worker.Matting;

/// <summary>Rows of a picture as spans; OpenCV's indexers are far too slow per pixel.</summary>
internal static class Rows
{
    /// <summary>
    /// Row <paramref name="y"/>, all channels interleaved. Valid while <paramref name="picture"/> lives.
    /// </summary>
    public static unsafe Span<T> Of<T>(Mat picture, int y)
        where T : unmanaged =>
        new((void*)picture.Ptr(y), picture.Cols * picture.ElemSize() / sizeof(T));
}
