namespace Pipeline.Studio.Geometry;

/// <summary>Where a ray meets a body; without a <paramref name="Part"/> it is a strand.</summary>
internal readonly record struct BodyHit(float T, Part? Part, StrandHit Strand);
