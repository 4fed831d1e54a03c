namespace Pipeline.Worker.Models.Catalogue;

/// <summary>How a picture of any shape becomes a network's input.</summary>
public enum InputFit
{
    /// <summary>To a square, aspect ratio lost.</summary>
    Stretch,

    /// <summary>
    /// Aspect ratio kept, the shorter side of the given length; the longer one is at most
    /// <see cref="Segmentation.PictureFit.MostAspect"/> times that.
    /// </summary>
    ShorterSide,

    /// <summary>Aspect ratio kept, the border repeated only up to the next multiple.</summary>
    MultipleOf,
}
