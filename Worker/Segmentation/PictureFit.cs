using OpenCvSharp;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Brings pictures to the size that a network wants and its maps back. Where a canvas is larger than the picture, the
/// rest repeats the picture's border, since any other filling would be an edge to be found.
/// </summary>
internal sealed class PictureFit
{
    /// <summary>Longest side over shorter side where the shorter one is given: bounds the memory of a panorama.</summary>
    public const int MostAspect = 4;

    /// <param name="photo">Size of the photo.</param>
    /// <param name="input">What the network wants.</param>
    public PictureFit(Size photo, SegmenterInput input)
    {
        var scale = Scale(photo, input);
        var size = input.Fit == InputFit.Stretch
            ? new Size(input.Side, input.Side)
            : new Size(Scaled(photo.Width, scale), Scaled(photo.Height, scale));
        Canvas = new Size(UpTo(size.Width, input.Multiple), UpTo(size.Height, input.Multiple));
        Content = new Rect(new Point((Canvas.Width - size.Width) / 2, (Canvas.Height - size.Height) / 2), size);
    }

    /// <summary>What the network is given.</summary>
    public Size Canvas { get; }

    /// <summary>Where in it the picture lies.</summary>
    public Rect Content { get; }

    /// <param name="photo">H × W, <c>CV_8UC3</c>.</param>
    /// <returns>Of the canvas' size, continuous; the caller disposes it.</returns>
    public Mat Apply(Mat photo)
    {
        var shrinks = Content.Width < photo.Cols || Content.Height < photo.Rows;
        using var content = new Mat();
        Cv2.Resize(
            photo, content, Content.Size, interpolation: shrinks ? InterpolationFlags.Area : InterpolationFlags.Linear);
        var canvas = new Mat();
        Cv2.CopyMakeBorder(
            content,
            canvas,
            Content.Top,
            Canvas.Height - Content.Bottom,
            Content.Left,
            Canvas.Width - Content.Right,
            BorderTypes.Replicate);
        return canvas;
    }

    /// <summary>The part of a map of the canvas that is of the picture.</summary>
    /// <param name="map">h × w, <c>CV_32FC1</c>: the whole canvas, at whatever resolution.</param>
    /// <returns>Of the content's size; the caller disposes it.</returns>
    public Mat Undo(Mat map)
    {
        using var canvas = new Mat();
        Cv2.Resize(map, canvas, Canvas, interpolation: InterpolationFlags.Linear);
        using var content = canvas[Content];
        return content.Clone();
    }

    private static double Scale(Size photo, SegmenterInput input)
    {
        double shorter = Math.Min(photo.Width, photo.Height);
        double longer = Math.Max(photo.Width, photo.Height);
        return input.Fit == InputFit.ShorterSide
            ? Math.Min(input.Side / shorter, MostAspect * input.Side / longer)
            : input.Side / longer;
    }

    private static int Scaled(int side, double scale) => Math.Max(1, (int)Math.Round(side * scale));

    private static int UpTo(int size, int multiple) => (size + multiple - 1) / multiple * multiple;
}
