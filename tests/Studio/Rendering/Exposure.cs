using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Rendering;

/// <summary>
/// The samples of one pixel. Each is one camera ray, from a place on the lens at a moment of the exposure, that is
/// covered by the subject wholly, in part (glass, smoke) or not at all. Alpha is the mean cover; the foreground is the
/// mean of what covers, the sheet the mean of what shows behind it, both weighted by their shares.
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
        _plain = !Blurs(scene);
    }

    /// <summary>
    /// What the pixel's rays have in common, into <paramref name="bundle"/>; false if that cannot be told.
    /// </summary>
    public bool Gather(Layers layers, int x, int y, Bundle bundle)
    {
        if (!_plain)
        {
            return false;
        }

        var film = new Vector2(2 * (x + 0.5f) / layers.Width - 1, 1 - 2 * (y + 0.5f) / layers.Height);
        bundle.Axis = _scene.Camera.Through(film);
        bundle.Slope = _scene.Camera.Diagonal(layers.Height);
        return _scene.Subject.Gather(bundle, 100);
    }

    /// <summary>
    /// Whether things move or the lens has a focus: colours then differ from ray to ray within a pixel.
    /// </summary>
    public static bool Blurs(Scene scene) => scene.Camera.Lens > 0 || scene.Subject.Moves;

    /// <summary>Whether something lets the background through in part.</summary>
    public bool Veiled => _veil.Any;

    /// <param name="layers">Takes the result.</param>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="rays">How many, and how many of them are shaded.</param>
    /// <param name="bundle">From <see cref="Gather"/>, if it could tell.</param>
    public void Expose(Layers layers, int x, int y, Rays rays, Bundle? bundle = null)
    {
        var key = Noise.Hash(Noise.Hash((uint)x, (uint)y), _scene.Seed);
        var (front, back, cover) = (new Front(), new Back(), new Covered());
        var (hits, misses, total) = (0, 0, rays.Grid * rays.Grid);
        for (var i = 0; i < total; i++)
        {
            var sampler = new Sampler(key, i, rays.Grid);
            var place = sampler.Next();
            var film = new Vector2(2 * (x + place.X) / layers.Width - 1, 1 - 2 * (y + place.Y) / layers.Height);
            var straight = _scene.Camera.Through(film);
            var ray = straight;
            if (!_plain)
            {
                ray = _scene.Camera.Through(film, sampler.Next(), sampler.NextStep() - 0.5f);
                straight = straight with { Time = ray.Time };
            }

            var alpha = Cover(ray, bundle, hits % rays.Front == 0, ref sampler, out var seen);
            cover.Add(alpha);
            if (alpha > 0 && hits++ % rays.Front == 0)
            {
                front.Add(alpha, seen);
            }

            if (alpha < 1 && misses++ % rays.Back == 0)
            {
                sampler = _interleave ? Interleaved(x, y, i) : sampler;
                Behind(straight, 1 - alpha, ref back, ref sampler);
            }
        }

        Store(layers, y * layers.Width + x, cover.Mean(total), cover, front, back);
    }

    /// <summary>
    /// Blocks of 4 × 4 pixels share the cells of one grid of lamp points and directions, so that the filter that
    /// follows averages a stratified set (Keller and Heidrich, "Interleaved sampling", EGWR 2001).
    /// </summary>
    private Sampler Interleaved(int x, int y, int sample) =>
        new(Noise.Hash(Noise.Hash((uint)x >> 2, (uint)y >> 2), _scene.Seed + (uint)sample * 31), (x & 3) | (y & 3) << 2, 4);

    /// <summary>How much of what the ray sees is subject, and if <paramref name="shade"/> what it looks like.</summary>
    private float Cover(in Ray ray, Bundle? bundle, bool shade, ref Sampler sampler, out Glimpse seen)
    {
        seen = default;
        var limit = _scene.Backdrop.Hit(ray, out var sheet, out _) ? sheet : 100;
        BodyHit hit;
        var met = bundle is null
            ? _scene.Subject.Hit(ray, limit, out hit)
            : _scene.Subject.Hit(ray, limit, bundle, out hit);
        if (met && shade)
        {
            seen = _shader.Body(ray, hit, ref sampler);
        }

        if (!_veil.Any || (met && !shade))
        {
            return met ? 1 : 0;
        }

        Vector3? light = shade ? Vector3.Zero : null;
        var through = _veil.Through(ray, met ? hit.T : limit, ref light);
        // Seen through a veil a surface's parts count by what is left of them; its place and turn do not change.
        var left = seen * through;
        seen = left with { Colour = left.Colour + (light ?? Vector3.Zero), Normal = seen.Normal, Depth = seen.Depth };
        return met ? 1 : 1 - through;
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

    private static void Store(Layers layers, int at, float mean, in Covered cover, in Front front, in Back back)
    {
        layers.Coverage[at] = mean;
        (layers.Low[at], layers.High[at]) = (cover.Low, cover.High);
        layers.Subject[at] = front.Mean;
        layers.Albedo[at] = back.Mean(back.Albedo);
        layers.Light[at] = back.Mean(back.Light);
        layers.Sheen[at] = back.Mean(back.Sheen);
        layers.Spread[at] = back.Spread / MathF.Max(back.Weight, 1e-6f);
    }

    private struct Covered()
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
