using Pipeline.Studio.Geometry;
using Pipeline.Studio.Rendering;

namespace Pipeline.Studio.Scenes;

/// <summary>
/// From where a product is photographed; angles in degrees, <paramref name="Fill"/> a share of the frame,
/// <paramref name="Drop"/> how far below the middle, in half heights.
/// </summary>
internal readonly record struct Shot(float Azimuth, float Elevation, float FieldOfView, float Fill, float Drop = 0)
{
    public Camera Of(Body subject, int width, int height) =>
        Camera.Framing(subject.Bounds, Azimuth, Elevation, FieldOfView, Fill, (float)width / height, Drop);
}
