using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Rendering;

/// <summary>
/// The samples of one pixel. Each is one camera ray, from a place on the lens at a moment of the exposure, that is covered
/// by the subject wholly, in part (glass, smoke) or not at all. Alpha is the mean cover; the foreground is the mean of what
/// covers, the sheet the mean of what shows behind it, both weighted by their shares.
/// </summary>
internal sealed class Exposure
{
    private readonly Scene _scene;
    private readonly Shader _shader;
    private readonly Veil _veil;
    private readonly bool _plain, _interleave;

    public Exposure(Scene scene, Quality quality)
    {
        (_scene, _interleave) = (scene, quality.Interleave);
        _shader = new Shader(scene);
        _veil = new Veil(scene, _shader);
        _plain = scene.Camera.Lens == 0 && !scene.Subject.Moves;
    }

    /// <param name="layers">Takes the result.</param>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="grid">The square of it is the number of camera rays.</param>
    /// <param name="every">Of the rays that meet the subject, and of the others, one in so many is shaded.</param>
    public void Expose(Layers layers, int x, int y, int grid, int every)
    {
        var key = Noise.Hash(Noise.Hash((uint)x, (uint)y), _scene.Seed);
        var (front, back, cover) = (new Front(), new Back(), new Cover());
        var (hits, misses) = (0, 0);
        for (var i = 0; i < grid * grid; i++)
        {
            var sampler = new Sampler(key, i, grid);
            var place = sampler.Next();
            var film = new Vector2(2 * (x + place.X) / layers.Width - 1, 1 - 2 * (y + place.Y) / layers.Height);
            var straight = _scene.Camera.Through(film);
            var ray = straight;
            if (!_plain)
            {
                ray = _scene.Camera.Through(film, sampler.Next(), sampler.NextStep() - 0.5f);
                straight = straight with { Time = ray.Time };
            }

            var alpha = Meet(ray, out var hit, out var limit);
            cover.Add(alpha);
            if (alpha > 0 && hits++ % every == 0)
            {
                front.Add(alpha, Covering(ray, hit, limit, ref sampler));
            }

            if (alpha < 1 && misses++ % every == 0)
            {
                sampler = _interleave ? Interleaved(x, y, i) : sampler;
                Behind(straight, 1 - alpha, ref back, ref sampler);
            }
        }

        Store(layers, y * layers.Width + x, cover.Mean(grid * grid), cover, front, back);
    }

    /// <summary>
    /// Blocks of 4 × 4 pixels share the cells of one grid of lamp points and directions, so that the filter that follows
    /// averages a stratified set (Keller and Heidrich, "Interleaved sampling", EGWR 2001).
    /// </summary>
    private Sampler Interleaved(int x, int y, int sample) =>
        new(Noise.Hash(Noise.Hash((uint)x >> 2, (uint)y >> 2), _scene.Seed + (uint)sample * 31), (x & 3) | (y & 3) << 2, 4);

    /// <summary>How much of what the ray sees is subject.</summary>
    private float Meet(in Ray ray, out BodyHit hit, out float limit)
    {
        limit = _scene.Backdrop.Hit(ray, out var sheet, out _) ? sheet : 100;
        if (_scene.Subject.Hit(ray, limit, out hit))
        {
            limit = hit.T;
            return 1;
        }

        return _veil.Any ? 1 - _veil.Through(ray, limit) : 0;
    }

    private Glimpse Covering(in Ray ray, in BodyHit hit, float limit, ref Sampler sampler)
    {
        var solid = hit.T > 0 ? _shader.Body(ray, hit, ref sampler) : default;
        if (!_veil.Any)
        {
            return solid;
        }

        // Seen through a veil a surface's parts count by what is left of them; its place and turn do not change.
        var seen = hit.T > 0 ? solid * _veil.Through(ray, limit) : solid;
        return seen with { Colour = seen.Colour + _veil.Light(ray, limit), Normal = solid.Normal, Depth = solid.Depth };
    }

    private void Behind(in Ray ray, float weight, ref Back back, ref Sampler sampler)
    {
        if (!_scene.Backdrop.Hit(ray, out var t, out var normal))
        {
            back.Add(weight, Vector3.One, _scene.Room, Vector3.Zero, 0);
            return;
        }

        var p = ray.At(t);
        var albedo = _scene.Backdrop.Albedo(p);
        var light = _shader.Sheet(p, normal, ray.Time, ref sampler);
        var sheen = Vector3.Zero;
        if (_scene.Backdrop.Gloss > 0)
        {
            sheen = _shader.Sheen(ray, p, normal, ref sampler, out var rest);
            albedo *= rest;
        }

        back.Add(weight, albedo, light, sheen, _scene.Camera.Spread(p));
    }

    private static void Store(Layers layers, int at, float mean, in Cover cover, in Front front, in Back back)
    {
        layers.Coverage[at] = mean;
        (layers.Low[at], layers.High[at]) = (cover.Low, cover.High);
        layers.Subject[at] = front.Mean;
        layers.Albedo[at] = back.Mean(back.Albedo);
        layers.Light[at] = back.Mean(back.Light);
        layers.Sheen[at] = back.Mean(back.Sheen);
        layers.Spread[at] = back.Spread / MathF.Max(back.Weight, 1e-6f);
    }

    private struct Cover()
    {
        private float _sum;

        public float Low { get; private set; } = 1;

        public float High { get; private set; }

        public void Add(float alpha)
        {
            _sum += alpha;
            (Low, High) = (MathF.Min(Low, alpha), MathF.Max(High, alpha));
        }

        public readonly float Mean(int count) => _sum / count;
    }

    /// <summary>Weighted sums of the shaded rays that meet the subject.</summary>
    private struct Front
    {
        private Glimpse _sum;
        private float _weight;

        public readonly Glimpse Mean => _weight > 0 ? _sum / _weight : default;

        public void Add(float weight, in Glimpse seen)
        {
            _sum += seen;
            _weight += weight;
        }
    }

    /// <summary>Weighted sums of the shaded rays that meet the sheet.</summary>
    private struct Back
    {
        public Vector3 Albedo, Light, Sheen;
        public float Weight, Spread;

        public void Add(float weight, Vector3 albedo, Vector3 light, Vector3 sheen, float spread)
        {
            Weight += weight;
            Albedo += albedo * weight;
            Light += light * weight;
            Sheen += sheen * weight;
            Spread += spread * weight;
        }

        public readonly Vector3 Mean(Vector3 sum) => Weight > 0 ? sum / Weight : Vector3.Zero;
    }
}
