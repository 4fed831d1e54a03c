using Pipeline.Studio.Rendering;

namespace Pipeline.Studio.Scenes;

/// <summary>
/// A picture of the samples folder; <paramref name="Turned"/> ones are stored with EXIF orientation 6.
/// </summary>
internal sealed record Sample(string Path, int Width, int Height, Func<Scene> Scene, bool Turned = false);
