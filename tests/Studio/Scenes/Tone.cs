namespace Pipeline.Studio.Scenes;

/// <summary>What colours a picture's products are painted in.</summary>
internal enum Tone
{
    /// <summary>Anything that is neither nearly white nor nearly black.</summary>
    Coloured,

    White,

    Black,
}
