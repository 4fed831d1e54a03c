using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Rendering;

/// <summary>
/// Light at a point: every softbox by one shadow ray, the room and what stands around by one scattered ray, and one
/// mirrored ray. Averaged over a pixel's samples this gives soft shadows, occlusion, bounced colour and reflections.
/// </summary>
internal sealed class Shader(Scene scene)
{
    private const float Lift = 5e-3f;
    // Light needs no finer surface than this; outlines do.
    private const float Coarse = 1.5e-3f;
    private const float Brightest = 6;
    // Below this roughness a mirrored ray goes nearly the same way every time.
    private const float Smooth = 0.12f;
    private readonly Softbox[] _lights = [.. scene.Lights];
    private readonly bool _glass = scene.Subject.HasGlass;

    /// <summary>Light that a body's point sends back along the ray, linear.</summary>
    public Glimpse Body(in Ray ray, in BodyHit hit, ref Sampler sampler)
    {
        var p = ray.At(hit.T);
        if (hit.Part is null)
        {
            return new Glimpse { Colour = Hair(ray, hit.Strand, p, ref sampler) };
        }

        var own = p - hit.Shift;
        var normal = hit.Part.Normal(own);
        if (Vector3.Dot(normal, ray.Direction) > 0)
        {
            normal = Vector3.Normalize(normal - ray.Direction * (Vector3.Dot(normal, ray.Direction) * 1.02f));
        }

        var surface = hit.Part.Material.At(hit.Part.Pose.ToLocal(own));
        var light = Direct(p, normal, surface.Through, ray.Time, ref sampler) + Around(p, normal, ray.Time, ref sampler);
        var fresnel = Fresnel(surface, -Vector3.Dot(normal, ray.Direction));
        var mirrored = Mirrored(ray, p, normal, surface.Roughness, ref sampler);
        var result = surface.Glow + surface.Albedo * light * (Vector3.One - fresnel) + fresnel * mirrored;
        return new Glimpse(
            Vector3.Min(result, new Vector3(Brightest)),
            surface.Albedo * (Vector3.One - fresnel),
            light,
            surface.Roughness < Smooth ? Vector3.Zero : fresnel * mirrored,
            normal,
            hit.T);
    }

    /// <summary>Light that falls on the sheet at a point; times its albedo it is what the camera sees.</summary>
    public Vector3 Sheet(Vector3 p, Vector3 normal, float time, ref Sampler sampler)
    {
        var wash = new Vector3(scene.Backdrop.Wash(p));
        var light = Direct(p, normal, 0, time, ref sampler);
        var ray = new Ray(p + normal * Lift, Directions.Cosine(normal, sampler.Next()), time);
        var open = !Meet(ray, 8, out var near);
        // Lamps of the sheet's own are hidden by what stands close, like the room.
        var around = open ? scene.Room + wash : near.Part is null ? scene.Room * 0.2f : Glance(near, ray.At(near.T)) * 0.5f;
        return light + around;
    }

    /// <summary>What a secondary ray sees, lit without further rays.</summary>
    public Vector3 Look(in Ray ray, bool lamps)
    {
        var sheet = scene.Backdrop.Hit(ray, out var limit, out var normal);
        if (Meet(ray, sheet ? limit : 40, out var hit))
        {
            return Seen(hit, ray);
        }

        if (lamps)
        {
            foreach (var lamp in _lights)
            {
                if (lamp.Seen(ray, limit, out var radiance))
                {
                    return radiance;
                }
            }
        }

        return sheet ? Lit(scene.Backdrop.Albedo(ray.At(limit)), ray.At(limit), normal, true) : Room(ray.Direction);
    }

    /// <summary>
    /// What a glossy sheet mirrors of what stands on it, and the share of its own light that remains. Where nothing
    /// stands it mirrors surroundings as bright as itself.
    /// </summary>
    public Vector3 Sheen(in Ray ray, Vector3 p, Vector3 normal, ref Sampler sampler, out float rest)
    {
        rest = 1;
        var facet = Directions.Facet(normal, scene.Backdrop.Roughness, sampler.Next());
        var direction = Vector3.Normalize(Vector3.Reflect(ray.Direction, facet));
        var mirrored = new Ray(p + normal * Lift, direction, ray.Time);
        if (!Meet(mirrored, 8, out var hit))
        {
            return Vector3.Zero;
        }

        var edge = MathF.Pow(1 - Math.Clamp(-Vector3.Dot(normal, ray.Direction), 0, 1), 5);
        var share = scene.Backdrop.Gloss * (0.35f + 0.65f * edge) * Materials.Noise.Smooth(0.5f, 1, normal.Y);
        rest = 1 - share;
        return share * Vector3.Min(Seen(hit, mirrored), Vector3.One);
    }

    /// <summary>
    /// Light that passes a point from all lamps, unshadowed: what glows in smoke and in tinted glass.
    /// </summary>
    public Vector3 Ambient(Vector3 p)
    {
        var sum = scene.Room;
        foreach (var lamp in _lights)
        {
            sum += 0.4f * lamp.Light(p, Vector3.Normalize(lamp.Center - p), lamp.Center);
        }

        return sum;
    }

    private Vector3 Direct(Vector3 p, Vector3 normal, float through, float time, ref Sampler sampler)
    {
        var sum = Vector3.Zero;
        foreach (var lamp in _lights)
        {
            var target = lamp.Point(sampler.Next());
            var back = through > 0 ? lamp.Light(p, -normal, target) * through : Vector3.Zero;
            var light = lamp.Light(p, normal, target) * (1 - through) + back;
            if (light == Vector3.Zero)
            {
                continue;
            }

            var way = target - p;
            var side = back == Vector3.Zero ? normal : -normal;
            var distance = way.Length();
            var ray = new Ray(p + side * Lift, way / distance, time);
            if (!scene.Subject.Blocks(ray, distance, Coarse))
            {
                sum += _glass ? light * Filtered(ray, distance) : light;
            }
        }

        return sum;
    }

    private Vector3 Around(Vector3 p, Vector3 normal, float time, ref Sampler sampler)
    {
        var ray = new Ray(p + normal * Lift, Directions.Cosine(normal, sampler.Next()), time);
        return Look(ray, lamps: false);
    }

    private Vector3 Mirrored(in Ray ray, Vector3 p, Vector3 normal, float roughness, ref Sampler sampler)
    {
        var facet = Directions.Facet(normal, roughness, sampler.Next());
        var direction = Vector3.Reflect(ray.Direction, facet);
        if (Vector3.Dot(direction, normal) <= 0)
        {
            direction = Vector3.Reflect(ray.Direction, normal);
        }

        var seen = Look(new Ray(p + normal * Lift, Vector3.Normalize(direction), ray.Time), lamps: true);
        // A rough surface meets a lamp with few of its rays: without a limit each would be a bright speck.
        return Vector3.Min(seen, new Vector3(Brightest * MathF.Max(1 - 1.7f * roughness, 0.2f)));
    }

    private Vector3 Seen(in BodyHit hit, in Ray ray) =>
        hit.Part is null ? hit.Strand.Strand.Colour * scene.Room : Glance(hit, ray.At(hit.T));

    private bool Meet(in Ray ray, float limit, out BodyHit hit) => scene.Subject.Hit(ray, limit, out hit, Coarse);

    private Vector3 Glance(in BodyHit hit, Vector3 p)
    {
        var own = p - hit.Shift;
        var surface = hit.Part!.Material.At(hit.Part.Pose.ToLocal(own));
        return surface.Glow + Lit(surface.Albedo + surface.Mirror * 0.5f, p, hit.Part.Normal(own), false) * 0.6f;
    }

    /// <summary>The share of a lamp's light that glass in the way lets through; each face takes a twentieth.</summary>
    private float Filtered(in Ray ray, float limit)
    {
        var list = default(CrossingList);
        Span<Crossing> crossings = list;
        var count = scene.Subject.Cross(ray, limit, crossings);
        return MathF.Pow(0.95f, count) * Veil.Clarity(crossings[..count]);
    }

    private Vector3 Lit(Vector3 albedo, Vector3 p, Vector3 normal, bool sheet)
    {
        var light = scene.Room + new Vector3(sheet ? scene.Backdrop.Wash(p) : 0);
        foreach (var lamp in _lights)
        {
            light += lamp.Light(p, normal, lamp.Center);
        }

        return albedo * light;
    }

    private Vector3 Room(Vector3 direction) => scene.Room * (0.75f + 0.5f * MathF.Max(direction.Y, 0));

    /// <summary>Schlick's approximation, with rough surfaces reflecting less at grazing angles.</summary>
    private static Vector3 Fresnel(in Surface surface, float cos)
    {
        var edge = MathF.Pow(1 - Math.Clamp(cos, 0, 1), 5) * (1 - surface.Roughness) * (1 - surface.Roughness * 0.5f);
        return surface.Mirror + (Vector3.One - surface.Mirror) * edge;
    }

    /// <summary>
    /// Kajiya and Kay, "Rendering fur with three dimensional textures", SIGGRAPH 1989; darker at the roots.
    /// </summary>
    private Vector3 Hair(in Ray ray, in StrandHit hit, Vector3 p, ref Sampler sampler)
    {
        var strand = hit.Strand;
        var depth = 0.18f + 0.82f * hit.Along;
        var sum = scene.Room * (0.75f + 0.25f * strand.Normal.Y) * depth;
        var shine = Vector3.Zero;
        foreach (var lamp in _lights)
        {
            var target = lamp.Point(sampler.Next());
            var direction = Vector3.Normalize(target - p);
            var facing = Math.Clamp((Vector3.Dot(strand.Normal, direction) + 0.35f) / 1.35f, 0, 1);
            var power = lamp.Light(p, direction, target) * facing * depth;
            var along = Vector3.Dot(hit.Tangent, direction);
            var view = Vector3.Dot(hit.Tangent, ray.Direction);
            var sin = MathF.Sqrt(MathF.Max(1 - along * along, 0));
            sum += power * (0.35f + 0.65f * sin);
            var gloss = sin * MathF.Sqrt(MathF.Max(1 - view * view, 0)) + along * view;
            shine += power * MathF.Pow(MathF.Max(gloss, 0), 24) * 0.12f;
        }

        return strand.Colour * sum + shine;
    }
}
