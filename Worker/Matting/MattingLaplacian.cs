using OpenCvSharp;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Matting;

/// <summary>
/// Builds the matting Laplacian (Levin, Lischinski and Weiss 2008) of the unknown pixels over 3 × 3 windows. Known
/// pixels go to the right-hand side.
/// </summary>
internal sealed class MattingLaplacian
{
    private const int Side = 3;
    private const int Area = Side * Side;

    // Less is rounding, or no window at all.
    private const float LeastDiagonal = 1e-6f;

    private readonly Mat _picture;
    private readonly Mat _trimap;
    private readonly double _epsilon;
    private readonly BandSystem _system;

    private MattingLaplacian(Mat picture, Mat trimap, double epsilon, BandSystem system)
    {
        _picture = picture;
        _trimap = trimap;
        _epsilon = epsilon;
        _system = system;
    }

    /// <summary>
    /// Adds every window to the system. A pixel in no window, as at a frame two wide, keeps its alpha.
    /// </summary>
    /// <param name="picture">H × W, <c>CV_8UC3</c>.</param>
    /// <param name="trimap">H × W, <c>CV_8UC1</c>: 0, 128, 255.</param>
    /// <param name="epsilon">Regularisation for colours in 0..1.</param>
    /// <param name="system">Of this trimap, all zeros.</param>
    public static void Fill(Mat picture, Mat trimap, double epsilon, BandSystem system)
    {
        new MattingLaplacian(picture, trimap, epsilon, system).AddWindows();
        foreach (var run in system.Index.Unknown)
        {
            for (var slot = run.Slot; slot < run.Slot + run.Length; slot++)
            {
                if (system.Matrix[slot] < LeastDiagonal)
                {
                    system.Matrix[slot] = LeastDiagonal;
                    system.Right[slot] += LeastDiagonal * system.Alpha[slot];
                }
            }
        }
    }

    /// <summary>
    /// Rows are shared out in strips of windows; a window writes one row up and down, so first all strips but their
    /// borders run at once, then the borders in turn.
    /// </summary>
    private void AddWindows()
    {
        var windows = _system.Index.Windows;
        if (windows.Length == 0)
        {
            return;
        }

        var parts = Math.Min(8, 1 + (_system.Index.UnknownCount / 8192));
        var cuts = Enumerable.Range(0, parts + 1).Select(i => FirstOfRow((int)((long)windows.Length * i / parts))).ToArray();
        Parallel.For(0, parts, part =>
        {
            for (var run = cuts[part]; run < cuts[part + 1]; run++)
            {
                if (windows[run].Y >= windows[cuts[part]].Y + 2 || part == 0)
                {
                    AddRun(windows[run]);
                }
            }
        });
        for (var part = 1; part < parts; part++)
        {
            for (var run = cuts[part]; run < cuts[part + 1] && windows[run].Y < windows[cuts[part]].Y + 2; run++)
            {
                AddRun(windows[run]);
            }
        }
    }

    private int FirstOfRow(int run)
    {
        var windows = _system.Index.Windows;
        while (run > 0 && run < windows.Length && windows[run - 1].Y == windows[run].Y)
        {
            run--;
        }

        return run;
    }

    private unsafe void AddRun(in BandRun run)
    {
        var colours = stackalloc byte*[Side];
        var known = stackalloc byte*[Side];
        for (var row = 0; row < Side; row++)
        {
            colours[row] = (byte*)_picture.Ptr(run.Y + row - 1) + (3 * (run.X - 1));
            known[row] = (byte*)_trimap.Ptr(run.Y + row - 1) + run.X - 1;
        }

        var weights = stackalloc double[Area * Area];
        var slots = stackalloc int[Side];
        for (var i = 0; i < run.Length; i++)
        {
            Affinities(colours, 3 * i, _epsilon, weights);
            (slots[0], slots[1], slots[2]) = (run.Above1 + i - 1, run.Slot + i - 1, run.Below1 + i - 1);
            AddWindow(weights, slots, known, i);
        }
    }

    /// <summary>
    /// The weights (1 + (Iᵢ − μ)ᵀ(Σ + ε/9)⁻¹(Iⱼ − μ)) / 9 of a window's pixels i ≤ j. Sums are exact integers.
    /// </summary>
    private static unsafe void Affinities(byte** rows, int offset, double epsilon, double* weights)
    {
        var colours = stackalloc int[Area * 3];
        int sumB = 0, sumG = 0, sumR = 0, bb = 0, bg = 0, br = 0, gg = 0, gr = 0, rr = 0;
        for (var i = 0; i < Area; i++)
        {
            var pixel = rows[i / Side] + offset + (3 * (i % Side));
            int b = pixel[0], g = pixel[1], r = pixel[2];
            (colours[3 * i], colours[(3 * i) + 1], colours[(3 * i) + 2]) = (b, g, r);
            sumB += b;
            sumG += g;
            sumR += r;
            bb += b * b;
            bg += b * g;
            br += b * r;
            gg += g * g;
            gr += g * r;
            rr += r * r;
        }

        // Everything below is 81 times the covariance of 0..255 colours.
        var ridge = epsilon * 9 * 255 * 255;
        double cbb = (9 * bb) - (sumB * sumB) + ridge, cbg = (9 * bg) - (sumB * sumG), cbr = (9 * br) - (sumB * sumR);
        double cgg = (9 * gg) - (sumG * sumG) + ridge, cgr = (9 * gr) - (sumG * sumR);
        double crr = (9 * rr) - (sumR * sumR) + ridge;
        var inverse = new Adjugate(cbb, cbg, cbr, cgg, cgr, crr);
        // Colours below are 9 times the difference from the mean, so 81 cancels; the mean of nine is one ninth.
        var scale = 1 / (inverse.Determinant * Area);
        for (var i = 0; i < Area; i++)
        {
            double b = (9 * colours[3 * i]) - sumB, g = (9 * colours[(3 * i) + 1]) - sumG;
            double r = (9 * colours[(3 * i) + 2]) - sumR;
            var (qb, qg, qr) = inverse.Times(b, g, r, scale);
            for (var j = i; j < Area; j++)
            {
                weights[(Area * i) + j] = (1.0 / Area)
                    + (qb * ((9 * colours[3 * j]) - sumB))
                    + (qg * ((9 * colours[(3 * j) + 1]) - sumG))
                    + (qr * ((9 * colours[(3 * j) + 2]) - sumR));
            }
        }
    }

    private unsafe void AddWindow(double* weights, int* slots, byte** known, int offset)
    {
        fixed (float* matrix = _system.Matrix, right = _system.Right)
        {
            for (var i = 0; i < Area; i++)
            {
                var (yi, xi) = (i / Side, i % Side);
                var kindI = known[yi][offset + xi];
                var slotI = slots[yi] + xi;
                if (kindI == Trimap.Unknown)
                {
                    matrix[slotI] += (float)(1 - weights[(Area * i) + i]);
                }

                for (var j = i + 1; j < Area; j++)
                {
                    var (yj, xj) = (j / Side, j % Side);
                    var kindJ = known[yj][offset + xj];
                    var weight = (float)weights[(Area * i) + j];
                    if (kindI == Trimap.Unknown && kindJ == Trimap.Unknown)
                    {
                        var (dy, dx) = (yj - yi, xj - xi);
                        matrix[((long)((5 * dy) + dx) * _system.Stride) + slotI] -= weight;
                    }
                    else if (kindI == Trimap.Unknown && kindJ == Trimap.Foreground)
                    {
                        right[slotI] += weight;
                    }
                    else if (kindJ == Trimap.Unknown && kindI == Trimap.Foreground)
                    {
                        right[slots[yj] + xj] += weight;
                    }
                }
            }
        }
    }
}
