using OpenCvSharp;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// How sharp an edge must be crossed at least to come from the frame to each pixel: a shadow is reached from the
/// backdrop through its soft edge, an object only over its outline. A sharp edge is steep against its own
/// surroundings, so a faint outline counts and a deep shadow's slope does not.
/// </summary>
internal sealed class SoftReach
{
    /// <summary>Beyond this many ΔE per pixel nothing is told apart any more.</summary>
    public const float Sharpest = 8;
    private const int LevelsPerE = 16;
    private const double Fine = 1, Coarse = 4;

    /// <summary>Slopes fine over coarse up to which an edge is soft; a step's are in the ratio 4.</summary>
    private const float SoftRatio = 1.3f;

    /// <summary>
    /// A shadow deepens towards what casts it, so a path that grows lighter again by more than this ΔE pays for it as
    /// for an edge: so much where it comes back to the backdrop's own lightness.
    /// </summary>
    private const float FreeReturn = 2, FullReturn = 1;

    private readonly WorkingPicture _picture;

    /// <param name="picture">The picture; its sharpness is measured once, for any number of paths.</param>
    public SoftReach(WorkingPicture picture)
    {
        _picture = picture;
        Sharpness = Measure(picture);
    }

    /// <summary>Slope of the picture beyond what its surroundings explain, ΔE per pixel.</summary>
    public float[] Sharpness { get; }

    /// <param name="starts">Where paths begin.</param>
    /// <param name="darkness">ΔE by which each pixel is darker than the backdrop; NaN where no path may lead.</param>
    /// <returns>ΔE per pixel of the sharpest edge on the gentlest path, 0..<see cref="Sharpest"/>, per pixel.</returns>
    public float[] From(IEnumerable<int> starts, float[] darkness)
    {
        var (picture, sharpness) = (_picture, Sharpness);
        var reach = new float[picture.Count];
        Array.Fill(reach, Sharpest);
        var queue = new PriorityQueue<int, (float Sharpness, float Depth)>();
        foreach (var i in starts)
        {
            Visit(true, i, 0, 0);
        }

        while (queue.TryDequeue(out var i, out var at))
        {
            int x = i % picture.Width, y = i / picture.Width;
            Visit(x > 0, i - 1, at.Sharpness, at.Depth);
            Visit(x < picture.Width - 1, i + 1, at.Sharpness, at.Depth);
            Visit(y > 0, i - picture.Width, at.Sharpness, at.Depth);
            Visit(y < picture.Height - 1, i + picture.Width, at.Sharpness, at.Depth);
        }

        return reach;

        void Visit(bool inside, int n, float sharpest, float depth)
        {
            // Paths come by rising sharpness and depth, so the first to a pixel is its gentlest.
            if (inside && reach[n] >= Sharpest && !float.IsNaN(darkness[n]))
            {
                var back = FullReturn * MathF.Max(0, depth - darkness[n] - FreeReturn) / (depth + FreeReturn);
                var level = MathF.Max(sharpest, MathF.Floor(MathF.Max(back, sharpness[n]) * LevelsPerE) / LevelsPerE);
                if (level < Sharpest)
                {
                    reach[n] = level;
                    queue.Enqueue(n, (level, MathF.Max(depth, darkness[n])));
                }
            }
        }
    }

    private static float[] Measure(WorkingPicture picture)
    {
        var (fine, coarse) = (Slope(picture, Fine), Slope(picture, Coarse));
        for (var i = 0; i < fine.Length; i++)
        {
            fine[i] = MathF.Max(0, fine[i] - (SoftRatio * coarse[i]));
        }

        return fine;
    }

    private static float[] Slope(WorkingPicture picture, double sigma)
    {
        using var lab = Mat.FromPixelData(picture.Height, picture.Width, MatType.CV_32FC3, picture.Lab);
        using var smooth = new Mat();
        using var across = new Mat();
        using var down = new Mat();
        Cv2.GaussianBlur(lab, smooth, default, sigma);
        Cv2.Sobel(smooth, across, MatType.CV_32F, 1, 0, scale: 0.125);
        Cv2.Sobel(smooth, down, MatType.CV_32F, 0, 1, scale: 0.125);
        var xs = across.AsSpan<Vec3f>();
        var ys = down.AsSpan<Vec3f>();
        var slope = new float[picture.Count];
        for (var i = 0; i < slope.Length; i++)
        {
            slope[i] = MathF.Sqrt(
                (xs[i].Item0 * xs[i].Item0) + (xs[i].Item1 * xs[i].Item1) + (xs[i].Item2 * xs[i].Item2)
                + (ys[i].Item0 * ys[i].Item0) + (ys[i].Item1 * ys[i].Item1) + (ys[i].Item2 * ys[i].Item2));
        }

        return slope;
    }
}
