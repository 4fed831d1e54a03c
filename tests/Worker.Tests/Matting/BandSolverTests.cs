using OpenCvSharp;
using Pipeline.Worker.Matting;

namespace Pipeline.Worker.Tests.Matting;

public class BandSolverTests
{
    private const int Width = 14;
    private const int Height = 12;

    [Fact]
    public void A_small_band_equals_a_dense_direct_solve_of_the_same_Laplacian()
    {
        using var picture = new Mat(Height, Width, MatType.CV_8UC3);
        using var trimap = new Mat(Height, Width, MatType.CV_8UC1);
        var random = new Random(7);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                // Unknown pixels at the frame and in two pieces.
                trimap.At<byte>(y, x) = (byte)(x < 2 ? 0 : x > 10 ? 255 : x == 6 && y < 9 ? 0 : 128);
                var shade = (12 * x) + random.Next(60);
                picture.At<Vec3b>(y, x) = new Vec3b((byte)shade, (byte)random.Next(256), (byte)(255 - shade));
            }
        }

        // The solver's precision is single; this regularisation keeps the comparison to the method.
        const double Epsilon = 1e-4;
        var options = new MattingOptions { Tolerance = 1e-7, MaxIterations = 1000 };
        var band = new BandSolver(options, Epsilon)
            .Solve(picture, trimap, hint: null, new BandIndex(trimap), TestContext.Current.CancellationToken);

        var expected = SolveDense(DenseLaplacian(picture, Epsilon), trimap);
        foreach (var run in band.Index.Unknown)
        {
            for (var i = 0; i < run.Length; i++)
            {
                Assert.Equal(expected[run.Y, run.X + i], band.Alpha[run.Slot + i], 1e-3);
            }
        }
    }

    /// <summary>L = Σ (δ − (1 + dᵢᵀ(Σ + ε/9)⁻¹dⱼ) / 9) over all windows, as the paper writes it.</summary>
    private static double[,] DenseLaplacian(Mat picture, double epsilon)
    {
        var laplacian = new double[Width * Height, Width * Height];
        for (var cy = 1; cy < Height - 1; cy++)
        {
            for (var cx = 1; cx < Width - 1; cx++)
            {
                var pixels = Enumerable.Range(0, 9).Select(i => (X: cx + (i % 3) - 1, Y: cy + (i / 3) - 1)).ToArray();
                using var affinity = Affinity(picture, pixels, epsilon);
                for (var i = 0; i < 81; i++)
                {
                    var (p, q) = (pixels[i / 9], pixels[i % 9]);
                    laplacian[(p.Y * Width) + p.X, (q.Y * Width) + q.X] +=
                        (p == q ? 1 : 0) - ((1 + affinity.At<double>(i / 9, i % 9)) / 9);
                }
            }
        }

        return laplacian;
    }

    private static Mat Affinity(Mat picture, (int X, int Y)[] pixels, double epsilon)
    {
        using var colours = new Mat(9, 3, MatType.CV_64FC1);
        for (var i = 0; i < 27; i++)
        {
            var pixel = picture.At<Vec3b>(pixels[i / 3].Y, pixels[i / 3].X);
            colours.At<double>(i / 3, i % 3) = pixel[i % 3] / 255.0;
        }

        using var mean = new Mat();
        Cv2.Reduce(colours, mean, ReduceDimension.Row, ReduceTypes.Avg, -1);
        using var means = new Mat();
        Cv2.Repeat(mean, 9, 1, means);
        using var centred = new Mat();
        Cv2.Subtract(colours, means, centred);
        using var covariance = new Mat();
        Cv2.MulTransposed(centred, covariance, true, scale: 1 / 9.0);
        for (var c = 0; c < 3; c++)
        {
            covariance.At<double>(c, c) += epsilon / 9;
        }

        using var inverse = new Mat();
        Cv2.Invert(covariance, inverse);
        using var none = new Mat();
        using var half = new Mat();
        Cv2.Gemm(centred, inverse, 1, none, 0, half);
        var affinity = new Mat();
        Cv2.Gemm(half, centred, 1, none, 0, affinity, GemmFlags.B_T);
        return affinity;
    }

    private static double[,] SolveDense(double[,] laplacian, Mat trimap)
    {
        var pixels = Width * Height;
        using var matrix = new Mat(pixels, pixels, MatType.CV_64FC1, Scalar.All(0));
        using var right = new Mat(pixels, 1, MatType.CV_64FC1, Scalar.All(0));
        for (var i = 0; i < pixels; i++)
        {
            var kind = trimap.At<byte>(i / Width, i % Width);
            for (var j = 0; j < pixels; j++)
            {
                matrix.At<double>(i, j) = kind == 128 ? laplacian[i, j] : i == j ? 1 : 0;
            }

            right.At<double>(i, 0) = kind == 255 ? 1 : 0;
        }

        using var solution = new Mat();
        Assert.True(Cv2.Solve(matrix, right, solution, DecompTypes.LU));
        var alpha = new double[Height, Width];
        for (var i = 0; i < pixels; i++)
        {
            alpha[i / Width, i % Width] = solution.At<double>(i, 0);
        }

        return alpha;
    }
}
