namespace Pipeline.Worker.Models.Catalogue;

/// <summary>What a picture's levels, 0..255, are divided by.</summary>
public enum InputScale
{
    /// <summary>255.</summary>
    White,

    /// <summary>The picture's own highest level.</summary>
    Maximum,
}
