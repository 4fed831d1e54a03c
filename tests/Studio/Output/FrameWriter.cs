using Pipeline.Studio.Rendering;

namespace Pipeline.Studio.Output;

/// <summary>A frame's truth as files beside each other.</summary>
internal static class FrameWriter
{
    /// <summary>Writes alpha/NAME.png (grey) and foreground/NAME.png (straight colour) below a folder.</summary>
    public static void Truth(string folder, string name, Frame frame)
    {
        ImageFile.Write(Path.Combine(folder, "alpha", name + ".png"), frame.Alpha, frame.Width, frame.Height, 1);
        ImageFile.Write(
            Path.Combine(folder, "foreground", name + ".png"), frame.Foreground, frame.Width, frame.Height, 3);
    }
}
