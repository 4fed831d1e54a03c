using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>
/// A ray meets a strand: distance, which one, where along it (0 root … 1 tip), and its direction there.
/// </summary>
internal readonly record struct StrandHit(float T, Strand Strand, float Along, Vector3 Tangent);
