using System.Numerics;

namespace Pipeline.Studio.Rendering;

/// <summary>
/// What one ray sees of the subject, linear: the colour, and apart what makes it up and is grainy when rays are few.
/// </summary>
/// <param name="Colour">The sum: albedo · light + gloss + what else there is.</param>
/// <param name="Albedo">Scattered share of the light.</param>
/// <param name="Light">Light that falls on it.</param>
/// <param name="Gloss">What a rough surface mirrors; zero where the mirror is so smooth that it has no grain.</param>
/// <param name="Normal">Of the surface, for telling neighbours on the same one.</param>
/// <param name="Depth">Distance along the ray.</param>
internal readonly record struct Glimpse(
    Vector3 Colour, Vector3 Albedo, Vector3 Light, Vector3 Gloss, Vector3 Normal, float Depth)
{
    public static Glimpse operator +(in Glimpse a, in Glimpse b) => new(
        a.Colour + b.Colour, a.Albedo + b.Albedo, a.Light + b.Light, a.Gloss + b.Gloss, a.Normal + b.Normal,
        a.Depth + b.Depth);

    public static Glimpse operator /(in Glimpse a, float by) =>
        new(a.Colour / by, a.Albedo / by, a.Light / by, a.Gloss / by, a.Normal / by, a.Depth / by);

    public static Glimpse operator *(in Glimpse a, float by) =>
        new(a.Colour * by, a.Albedo * by, a.Light * by, a.Gloss * by, a.Normal * by, a.Depth * by);
}
