namespace Pipeline.Worker.Models.Catalogue;

/// <summary>How a picture of any shape becomes a network's input.</summary>
public enum InputFit
{
    /// <summary>To a square, aspect ratio lost.</summary>
    Stretch,

    /// <summary>Aspect ratio kept, into a square whose rest repeats the picture's border.</summary>
    Letterbox,

    /// <summary>Aspect ratio kept, the border repeated only up to the next multiple.</summary>
    MultipleOf,
}
