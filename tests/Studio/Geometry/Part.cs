using System.Numerics;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Geometry;

/// <summary>One surface of one material, placed in the world.</summary>
internal sealed class Part
{
    private const float Reach = 6;
    private readonly Func<Vector3, float> _distance;
    private readonly Bounds _local;

    /// <param name="distance">Signed distance in the model's own coordinates.</param>
    /// <param name="material">What it is made of; it reads the same coordinates.</param>
    public Part(Func<Vector3, float> distance, Material material)
        : this(distance, material, Measure(distance), new Pose(Vector3.Zero))
    {
    }

    private Part(Func<Vector3, float> distance, Material material, Bounds local, Pose pose)
    {
        _distance = distance;
        _local = local;
        Material = material;
        Pose = pose;
        Bounds = pose.ToWorld(local);
    }

    public Material Material { get; }

    public Pose Pose { get; }

    public Bounds Bounds { get; }

    public Part At(Pose pose) => new(_distance, Material, _local, pose);

    public float Distance(Vector3 world) => _distance(Pose.ToLocal(world)) * Pose.Scale;

    /// <summary>The outward normal, bent by the material's relief. Central differences over a tetrahedron.</summary>
    public Vector3 Normal(Vector3 world)
    {
        const float Step = 6e-4f;
        var p = Pose.ToLocal(world);
        var n = Vector3.Zero;
        foreach (var e in (ReadOnlySpan<Vector3>)[new(1, -1, -1), new(-1, -1, 1), new(-1, 1, -1), new(1, 1, 1)])
        {
            var q = p + e * Step;
            n += e * (_distance(q) + (Material.Relief?.Invoke(q) ?? 0));
        }

        return n == Vector3.Zero ? Vector3.UnitY : Pose.Turn(Vector3.Normalize(n));
    }

    /// <summary>
    /// A box around the surface, found by halving cubes: a cube whose centre is further from the surface than its
    /// corners cannot hold any of it.
    /// </summary>
    private static Bounds Measure(Func<Vector3, float> distance)
    {
        var bounds = Bounds.Empty;
        var cubes = new List<Vector3> { Vector3.Zero };
        var half = Reach;
        for (var level = 0; level < 7; level++)
        {
            half /= 2;
            var next = new List<Vector3>();
            foreach (var center in cubes)
            {
                foreach (var corner in new Bounds(center - new Vector3(half), center + new Vector3(half)).Corners())
                {
                    if (MathF.Abs(distance(corner)) <= half * 1.7321f)
                    {
                        next.Add(corner);
                    }
                }
            }

            cubes = next;
        }

        foreach (var center in cubes)
        {
            bounds = bounds.Union(new Bounds(center - new Vector3(half), center + new Vector3(half)));
        }

        return cubes.Count > 0 ? bounds : throw new ArgumentException("The part has no surface within reach.");
    }
}
