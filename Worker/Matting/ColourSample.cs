using System.Numerics;

namespace Pipeline.Worker.Matting;

/// <summary>A pixel whose class is known.</summary>
/// <param name="Colour">B, G, R in 0..255.</param>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
/// <param name="Weight">Above 0: how near it is to where it is asked for.</param>
internal readonly record struct ColourSample(Vector3 Colour, float X, float Y, float Weight);
