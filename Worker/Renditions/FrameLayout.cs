using OpenCvSharp;
using Pipeline.Contracts;

namespace Pipeline.Worker.Renditions;

/// <summary>Which part of the photo goes where in a rendition.</summary>
/// <param name="Frame">Size of the rendition in pixels.</param>
/// <param name="Source">The part of the photo that is shown.</param>
/// <param name="Target">Where it comes to lie, and how large; inside the frame.</param>
internal sealed record FrameLayout(Size Frame, Rect Source, Rect Target)
{
    private const double Middle = 50;

    /// <summary>Whether all pixels of a photo of this size are shown as they are.</summary>
    public bool IsWhole(Size photo) => Source.Size == photo && Target.Size == photo && Frame == photo;

    public static FrameLayout Of(RenditionRecipe recipe, Size photo, Rect subject) =>
        recipe.Canvas is { } canvas ? OnCanvas(recipe, canvas, subject)
        : recipe.Crop ? Cropped(recipe, subject)
        : WholePhoto(recipe, photo);

    private static FrameLayout WholePhoto(RenditionRecipe recipe, Size photo)
    {
        var size = Scaled(photo.Width, photo.Height, WithinSides(recipe, Math.Max(photo.Width, photo.Height)));
        return new FrameLayout(size, new Rect(default, photo), new Rect(default, size));
    }

    private static FrameLayout Cropped(RenditionRecipe recipe, Rect subject)
    {
        var margin = recipe.Margin?.Of(Math.Max(subject.Width, subject.Height)) ?? 0;
        var (width, height) = (subject.Width + (2 * margin), subject.Height + (2 * margin));
        var scale = WithinSides(recipe, Math.Max(width, height));
        var frame = Scaled(width, height, scale);
        return new FrameLayout(frame, subject, Placed(frame, Scaled(subject.Width, subject.Height, scale), default, Middle, Middle));
    }

    private static FrameLayout OnCanvas(RenditionRecipe recipe, CanvasSize canvas, Rect subject)
    {
        var margin = new Point2d(recipe.Margin?.Of(canvas.Width) ?? 0, recipe.Margin?.Of(canvas.Height) ?? 0);
        // A margin that leaves no room leaves a pixel.
        var fit = Math.Min(
            Math.Max(1, canvas.Width - (2 * margin.X)) / subject.Width,
            Math.Max(1, canvas.Height - (2 * margin.Y)) / subject.Height);
        var longest = Math.Max(canvas.Width, canvas.Height);
        var shrink = recipe.Enlarge ? 1 : Math.Min(1, 1 / fit);
        shrink = Math.Max(shrink, Math.Min(1, (recipe.MinSide ?? 1) / (double)longest));
        shrink = Math.Min(shrink, (recipe.MaxSide ?? longest) / (double)longest);
        var frame = Scaled(canvas.Width, canvas.Height, shrink);
        var target = Scaled(subject.Width, subject.Height, fit * shrink);
        return new FrameLayout(
            frame,
            subject,
            Placed(frame, target, margin * shrink, recipe.PositionX ?? Middle, recipe.PositionY ?? Middle));
    }

    /// <summary>The factor that brings a longer side of so many pixels between the recipe's bounds.</summary>
    private static double WithinSides(RenditionRecipe recipe, double longest) =>
        longest > recipe.MaxSide ? recipe.MaxSide.Value / longest
        : longest < recipe.MinSide ? recipe.MinSide.Value / longest
        : 1;

    private static Size Scaled(double width, double height, double scale) => new(
        Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));

    /// <summary>Positions are per cent of the room that is left between the margins.</summary>
    private static Rect Placed(Size frame, Size target, Point2d margin, double x, double y)
    {
        var size = new Size(Math.Min(target.Width, frame.Width), Math.Min(target.Height, frame.Height));
        return new Rect(
            Offset(frame.Width, size.Width, margin.X, x), Offset(frame.Height, size.Height, margin.Y, y), size.Width, size.Height);
    }

    private static int Offset(int frame, int target, double margin, double percent) => Math.Clamp(
        (int)Math.Round(margin + ((frame - (2 * margin) - target) * percent / 100)), 0, frame - target);
}
