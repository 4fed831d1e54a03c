using Pipeline.Studio.Geometry;

namespace Pipeline.Studio.Scenes;

/// <summary>A product that random scenes may show.</summary>
/// <param name="Name">In scene lists.</param>
/// <param name="Weight">How often, beside the other weights.</param>
/// <param name="Traits">What it brings into a picture.</param>
/// <param name="Paintable">Whether it may be all white or all black.</param>
/// <param name="Build">Makes one, its details drawn from the paint's generator.</param>
internal sealed record Product(
    string Name, int Weight, IReadOnlyList<string> Traits, bool Paintable, Func<Paint, Model> Build);
