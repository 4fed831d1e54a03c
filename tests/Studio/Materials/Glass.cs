using System.Numerics;

namespace Pipeline.Studio.Materials;

/// <summary>
/// Clear stuff. A path of one unit through it hides 1 − e^−<paramref name="Density"/> of what is behind and shows
/// <paramref name="Tint"/>
/// (linear) instead; each face mirrors some. One share for all three colours and no refraction: a matte has one alpha
/// per pixel and a background in its place, so only such glass has an exact truth.
/// </summary>
internal sealed record Glass(Vector3 Tint, float Density);
