using OpenCvSharp;
using Pipeline.Measure.Metrics;

namespace Pipeline.Measure.Tests.Metrics;

public sealed class GradientErrorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Agrees_with_a_slow_convolution_in_two_dimensions(int seed)
    {
        using var estimate = Mattes.Random(seed);
        using var truth = Mattes.Random(seed + 100);
        using var region = Mattes.Box(41, 33, new Rect(5, 0, 20, 33));

        var slow = Slow(estimate, truth);

        Assert.Equal(slow.Sum() / 1000, GradientError.Of(estimate, truth), 5);
        var inside = slow.Where((_, i) => i % 41 is >= 5 and < 25).Sum();
        Assert.Equal(inside / 1000, GradientError.Of(estimate, truth, region), 5);
    }

    [Fact]
    public void Alphas_that_differ_by_a_constant_have_the_same_gradient()
    {
        using var estimate = Mattes.Of([10, 20, 30, 40], [10, 20, 30, 40]);
        using var truth = Mattes.Of([60, 70, 80, 90], [60, 70, 80, 90]);

        Assert.Equal(0, GradientError.Of(estimate, truth), 9);
    }

    [Fact]
    public void A_full_step_costs_the_energy_of_the_smoothed_step()
    {
        using var step = new Mat(21, 40, MatType.CV_8UC1, Scalar.All(0));
        step[new Rect(20, 0, 20, 21)].SetTo(Scalar.All(255));
        using var flat = new Mat(21, 40, MatType.CV_8UC1, Scalar.All(0));

        // In each row the response at column x is the sum of the slope's taps that lie on the step, times Σ of the
        // unit-energy Gaussian down the column, where nothing changes.
        var gauss = Enumerable.Range(-4, 9).Select(t => Math.Exp(-t * t / (2 * 1.96))).ToArray();
        var slope = gauss.Select((g, i) => (i - 4) * g).ToArray();
        var down = gauss.Sum() / Math.Sqrt(gauss.Sum(g => g * g));
        var energy = Math.Sqrt(slope.Sum(s => s * s));
        var row = Enumerable.Range(0, 40)
            .Sum(x => Math.Pow(slope.Where((_, i) => x + i - 4 >= 20).Sum() / energy * down, 2));

        Assert.Equal(21 * row / 1000, GradientError.Of(step, flat), 5);
    }

    /// <summary>Nine by nine taps per pixel, built straight from the definition.</summary>
    private static double[] Slow(Mat estimate, Mat truth)
    {
        var (found, expected) = (Lengths(estimate), Lengths(truth));
        return [.. found.Zip(expected, (f, e) => (f - e) * (f - e))];
    }

    private static double[] Lengths(Mat alpha)
    {
        double Tap(int along, int across) =>
            -along * Math.Exp(-(along * along + across * across) / (2 * 1.4 * 1.4));
        var energy = Math.Sqrt(Enumerable.Range(-4, 9)
            .Sum(u => Enumerable.Range(-4, 9).Sum(v => Tap(u, v) * Tap(u, v))));
        var lengths = new double[alpha.Rows * alpha.Cols];
        for (var i = 0; i < lengths.Length; i++)
        {
            double x = 0, y = 0;
            for (var k = 0; k < 81; k++)
            {
                var (dx, dy) = (k % 9 - 4, k / 9 - 4);
                var row = Math.Clamp(i / alpha.Cols + dy, 0, alpha.Rows - 1);
                var column = Math.Clamp(i % alpha.Cols + dx, 0, alpha.Cols - 1);
                var value = alpha.At<byte>(row, column) / 255.0;
                x += value * Tap(dx, dy) / energy;
                y += value * Tap(dy, dx) / energy;
            }

            lengths[i] = Math.Sqrt(x * x + y * y);
        }

        return lengths;
    }
}
