using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>A jointed desk lamp: thin rods, springs and a cable.</summary>
internal sealed record Lamp
{
    public Vector3 Paint { get; init; } = Colour.Hex(0x1F2B33);

    public Model Build()
    {
        var paint = Material.Plain(Paint, 0.28f, 0.05f);
        var steel = Material.Metal(new Vector3(0.72f, 0.71f, 0.69f), 0.22f);
        var (low, elbow, head) = (new Vector3(0, 0.22f, 0), new Vector3(-0.5f, 1.22f, 0), new Vector3(0.46f, 1.98f, 0));
        var model = new Model()
            .Add(paint, p => Sdf.Cylinder(p, 0.47f, 0, 0.09f, 0.035f))
            .Add(steel, p => Sdf.Cylinder(p, 0.05f, 0.05f, 0.3f, 0.015f));
        foreach (var z in (ReadOnlySpan<float>)[-0.055f, 0.055f])
        {
            var side = new Vector3(0, 0, z);
            model.Add(steel, p => Sdf.Rod(p, low + side, elbow + side, 0.02f, 0.02f));
            model.Add(steel, p => Sdf.Rod(p, elbow + side, head + side, 0.02f, 0.02f));
            model.Add(steel, p => Spring(p, low + side * 2.1f, Vector3.Lerp(low, elbow, 0.5f) + side));
        }

        foreach (var joint in (ReadOnlySpan<Vector3>)[low, elbow, head])
        {
            var at = joint;
            model.Add(paint, p => Sdf.Cylinder(Lie(p - at), 0.075f, -0.095f, 0.095f, 0.02f));
        }

        Head(model, paint, head);
        Cable(model);
        return model;
    }

    private static void Head(Model model, Material paint, Vector3 head)
    {
        // The shade is turned about its own axis, which looks down and away from the arm.
        var axis = Vector3.Normalize(new Vector3(0.5f, -0.86f, 0.1f));
        var side = Vector3.Normalize(Vector3.Cross(axis, Vector3.UnitZ));
        var front = Vector3.Cross(side, axis);
        Vector3 Turn(Vector3 p)
        {
            var q = p - head;
            return new Vector3(Vector3.Dot(q, side), Vector3.Dot(q, axis), Vector3.Dot(q, front));
        }

        model.Add(paint, p =>
        {
            var q = Sdf.Turn(Turn(p));
            var cone = Sdf.Segment2(q, new Vector2(0.15f, 0.22f), new Vector2(0.4f, 0.62f));
            var crown = Sdf.Segment2(q, new Vector2(0, 0.1f), new Vector2(0.13f, 0.13f));
            var collar = Sdf.Segment2(q, new Vector2(0.14f, 0.13f), new Vector2(0.15f, 0.22f));
            return MathF.Min(cone, MathF.Min(crown, collar)) - 0.017f;
        });
        var bulb = new Surface(new Vector3(0.9f), new Vector3(0.04f), 0.1f, 0, new Vector3(2.6f, 2.1f, 1.4f));
        model.Add(new Material(_ => bulb), p => Sdf.Sphere(Turn(p), new Vector3(0, 0.42f, 0), 0.12f));
    }

    private static float Spring(Vector3 p, Vector3 a, Vector3 b)
    {
        var axis = Vector3.Normalize(b - a);
        var side = Vector3.UnitZ;
        var up = Vector3.Cross(axis, side);
        var q = p - a;
        var (along, length) = (Vector3.Dot(q, axis), (b - a).Length());
        var (x, y) = (Vector3.Dot(q, side), Vector3.Dot(q, up));
        const float Pitch = 0.032f;
        var turn = along / Pitch - MathF.Atan2(y, x) / MathF.Tau;
        var coil = new Vector2(MathF.Sqrt(x * x + y * y) - 0.03f, (turn - MathF.Round(turn)) * Pitch * 0.97f);
        var middle = MathF.Abs(along - length / 2) - length / 2 + 0.08f;
        var wire = MathF.Min(new Vector2(x, y).Length(), 1);
        var hook = MathF.Max(wire - 0.007f, MathF.Abs(along - length / 2) - length / 2);
        return MathF.Min(MathF.Max(coil.Length() - 0.008f, middle) * 0.8f, hook);
    }

    private static void Cable(Model model)
    {
        var rubber = Material.Plain(new Vector3(0.02f), 0.55f);
        var last = new Vector3(-0.42f, 0.03f, -0.1f);
        for (var i = 1; i <= 14; i++)
        {
            var s = i / 14f;
            var next = new Vector3(-0.42f - 0.75f * s, 0.021f, -0.1f - 0.35f * MathF.Sin(s * 4.2f) * s - 0.25f * s);
            var (a, b) = (last, next);
            model.Add(rubber, p => Sdf.Rod(p, a, b, 0.02f, 0.02f));
            last = next;
        }
    }

    /// <summary>Lays an upright cylinder along Z.</summary>
    private static Vector3 Lie(Vector3 p) => new(p.X, p.Z, -p.Y);
}
