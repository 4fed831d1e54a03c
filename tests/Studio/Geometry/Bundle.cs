namespace Pipeline.Studio.Geometry;

/// <summary>
/// What the camera rays of one pixel have in common, found once by a cone about their middle (Amanatides, "Ray tracing
/// with cones", SIGGRAPH 1984): up to where all of them are free, and which strands they can meet. Signed distances are
/// bounds, so "clear" and "full" are certain and not a guess from a few rays.
/// </summary>
internal sealed class Bundle
{
    /// <summary>Middle of the pixel.</summary>
    public Ray Axis { get; set; }

    /// <summary>No ray of the pixel is further from the axis than this at unit distance.</summary>
    public float Slope { get; set; }

    /// <summary>Where parts come near enough to be met by any of the rays; infinite if nowhere.</summary>
    public float Start { get; set; }

    /// <summary>Whether a part is met by every ray.</summary>
    public bool Full { get; set; }

    /// <summary>Indices of the segments that can be met.</summary>
    public List<int> Strands { get; } = [];

    public bool Clear => float.IsPositiveInfinity(Start) && Strands.Count == 0;

    public float Radius(float t) => Slope * t;

    /// <summary>Whether a ball about a point of the axis that all rays must pass lies within the part.</summary>
    public bool Filled(Part part, float t)
    {
        var radius = Radius(t);
        for (var step = 1; step <= 16; step *= 2)
        {
            if (part.Distance(Axis.At(t + radius * (1 + 1.5f * step))) < -radius * 1.3f)
            {
                return true;
            }
        }

        return false;
    }
}
