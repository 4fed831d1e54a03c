using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>
/// Where a ray meets a body; without a <paramref name="Part"/> it is a strand. <paramref name="Shift"/> is how far the
/// thing has moved at the ray's moment: the part's own coordinates are those of the point less the shift.
/// </summary>
internal readonly record struct BodyHit(float T, Part? Part, StrandHit Strand, Vector3 Shift = default);
