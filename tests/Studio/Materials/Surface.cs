using System.Numerics;

namespace Pipeline.Studio.Materials;

/// <summary>
/// What light meets at one point. Colours are linear sRGB, 0..1. <paramref name="Albedo"/> scatters;
/// <paramref name="Mirror"/> is the reflectance at normal incidence (0.04 for paint and glaze, a colour for metal);
/// <paramref name="Roughness"/> spreads the reflection, 0 mirror … 1 chalk; <paramref name="Through"/> is the share of
/// light a thin sheet lets through; <paramref name="Glow"/> is emitted.
/// </summary>
internal readonly record struct Surface(
    Vector3 Albedo, Vector3 Mirror, float Roughness, float Through = 0, Vector3 Glow = default);
