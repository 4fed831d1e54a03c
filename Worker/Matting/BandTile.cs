using OpenCvSharp;

namespace Pipeline.Worker.Matting;

/// <summary>A square of the picture and the unknown pixels in it.</summary>
internal readonly record struct BandTile(Rect Area, TilePart[] Parts);
