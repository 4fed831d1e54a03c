using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>A ray passes through a face of a clear part, going in or coming out.</summary>
internal readonly record struct Crossing(float T, bool Enters, Part Part, Vector3 Shift);
