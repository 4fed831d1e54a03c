namespace Pipeline.Worker.Segmentation;

/// <summary>A side of the picture's frame.</summary>
internal enum FrameSide
{
    Top,
    Left,
    Right,
    Bottom,
}
