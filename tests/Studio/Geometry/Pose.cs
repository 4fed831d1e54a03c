using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>Where a model stands: scaled, then turned about Y, then moved.</summary>
internal readonly record struct Pose(Vector3 Offset, float Yaw = 0, float Scale = 1)
{
    private readonly Vector2 _turn = new(MathF.Cos(Yaw), MathF.Sin(Yaw));
    private readonly float _shrink = 1 / Scale;

    public Vector3 ToLocal(Vector3 world)
    {
        var q = world - Offset;
        return new Vector3(_turn.X * q.X - _turn.Y * q.Z, q.Y, _turn.Y * q.X + _turn.X * q.Z) * _shrink;
    }

    public Vector3 ToWorld(Vector3 local) => Turn(local) * Scale + Offset;

    /// <summary>A direction from local to world.</summary>
    public Vector3 Turn(Vector3 v) => new(_turn.X * v.X + _turn.Y * v.Z, v.Y, -_turn.Y * v.X + _turn.X * v.Z);

    public Bounds ToWorld(Bounds local)
    {
        var all = Bounds.Empty;
        foreach (var corner in local.Corners())
        {
            all = all.Include(ToWorld(corner));
        }

        return all;
    }
}
