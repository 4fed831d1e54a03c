using System.Numerics;
using Pipeline.Studio.Geometry;

namespace Pipeline.Studio.Rendering;

/// <summary>
/// A pinhole, or with a lens a shallow focus. Film coordinates run from -1 to 1, x to the right and y up.
/// </summary>
internal sealed class Camera
{
    private readonly Vector3 _eye, _right, _up, _forward;
    private readonly Vector2 _shift;
    private readonly float _tan, _aspect;

    private Camera(Vector3 eye, Vector3 target, float tan, float aspect, Vector2 shift)
    {
        (_eye, _tan, _aspect, _shift) = (eye, tan, aspect, shift);
        _forward = Vector3.Normalize(target - eye);
        _right = Vector3.Normalize(Vector3.Cross(_forward, Vector3.UnitY));
        _up = Vector3.Cross(_right, _forward);
    }

    /// <summary>
    /// Stands at the given angles (degrees) so that the box fills a share of the frame's height or width; its middle is
    /// <paramref name="drop"/> half heights below the frame's.
    /// </summary>
    public static Camera Framing(
        Bounds subject, float azimuth, float elevation, float fieldOfView, float fill, float aspect, float drop = 0)
    {
        var (a, e) = (azimuth * MathF.PI / 180, elevation * MathF.PI / 180);
        var back = new Vector3(MathF.Sin(a) * MathF.Cos(e), MathF.Sin(e), MathF.Cos(a) * MathF.Cos(e));
        var tan = MathF.Tan(fieldOfView * MathF.PI / 360);
        var distance = 1f;
        while (true)
        {
            var camera = new Camera(subject.Center + back * distance, subject.Center, tan, aspect, Vector2.Zero);
            var (low, high) = camera.Extent(subject);
            if (distance > 100 || (low.X > -9 && MathF.Max(high.X - low.X, high.Y - low.Y) <= 2 * fill))
            {
                // The lens is shifted, not turned, so that centring does not tilt upright lines.
                return new Camera(camera._eye, subject.Center, tan, aspect, (low + high) / 2 + new Vector2(0, drop));
            }

            distance *= 1.01f;
        }
    }

    /// <summary>Radius of the lens in units; 0 is a pinhole.</summary>
    public float Lens { get; private init; }

    /// <summary>Distance in front of the eye of the plane that is sharp.</summary>
    public float Focus { get; private init; } = 1;

    /// <summary>The same view through a lens that is sharp at a point.</summary>
    public Camera Through(float lens, Vector3 sharp) =>
        new(_eye, _eye + _forward, _tan, _aspect, _shift) { Lens = lens, Focus = Vector3.Dot(sharp - _eye, _forward) };

    /// <summary>Radius of the disc that a point is spread over, as a share of half the frame's height.</summary>
    public float Spread(Vector3 point)
    {
        var depth = MathF.Max(Vector3.Dot(point - _eye, _forward), 0.1f);
        return Lens * MathF.Abs(depth - Focus) / (depth * Focus * _tan);
    }

    /// <summary>Through the place on the lens that a point of the unit square stands for, at a moment.</summary>
    public Ray Through(Vector2 film, Vector2 place, float time)
    {
        var straight = Through(film) with { Time = time };
        if (Lens == 0)
        {
            return straight;
        }

        var (radius, turn) = (Lens * MathF.Sqrt(place.X), MathF.Tau * place.Y);
        var eye = _eye + (_right * MathF.Cos(turn) + _up * MathF.Sin(turn)) * radius;
        var sharp = straight.At(Focus / Vector3.Dot(straight.Direction, _forward));
        return new Ray(eye, Vector3.Normalize(sharp - eye), time);
    }

    public Ray Through(Vector2 film)
    {
        var f = film + _shift;
        return new Ray(_eye, Vector3.Normalize(_forward + _right * (f.X * _tan * _aspect) + _up * (f.Y * _tan)));
    }

    /// <summary>
    /// Half the diagonal of a pixel at unit distance from the eye, of a frame so many pixels high, with a little to
    /// spare.
    /// </summary>
    public float Diagonal(int height) => _tan * 2 / height * 0.75f;

    private (Vector2 Low, Vector2 High) Extent(Bounds box)
    {
        var (low, high) = (new Vector2(float.MaxValue), new Vector2(float.MinValue));
        foreach (var corner in box.Corners())
        {
            var way = corner - _eye;
            var depth = Vector3.Dot(way, _forward);
            var film = depth < 0.1f
                ? new Vector2(-10)
                : new Vector2(Vector3.Dot(way, _right) / _aspect, Vector3.Dot(way, _up)) / (depth * _tan);
            (low, high) = (Vector2.Min(low, film), Vector2.Max(high, film));
        }

        return (low, high);
    }
}
