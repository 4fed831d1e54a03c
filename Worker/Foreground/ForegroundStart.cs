using System.Numerics;

namespace Pipeline.Worker.Foreground;

/// <summary>The colours, B, G, R of 0..255, that the coarsest level starts from.</summary>
internal readonly record struct ForegroundStart(Vector4 Foreground, Vector4 Background);
