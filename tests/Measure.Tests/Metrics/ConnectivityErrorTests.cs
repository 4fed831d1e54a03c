using OpenCvSharp;
using Pipeline.Measure.Metrics;

namespace Pipeline.Measure.Tests.Metrics;

public sealed class ConnectivityErrorTests
{
    [Fact]
    public void A_speck_apart_from_the_body_costs_its_whole_alpha()
    {
        using var truth = Mattes.Of([255, 255, 255, 0, 0, 0]);
        using var estimate = Mattes.Of([255, 255, 255, 0, 204, 0]);

        // The speck is in no body, so l = 0, d = 0.8 for the estimate and 0 for the truth.
        Assert.Equal(0.8 / 1000, ConnectivityError.Of(estimate, truth), 9);
    }

    [Fact]
    public void A_part_that_both_have_apart_from_the_body_costs_only_the_difference()
    {
        using var truth = Mattes.Of([255, 255, 255, 0, 153, 0]);
        using var estimate = Mattes.Of([255, 255, 255, 0, 204, 0]);

        Assert.Equal(0.2 / 1000, ConnectivityError.Of(estimate, truth), 9);
    }

    [Fact]
    public void Excesses_below_the_threshold_are_forgiven()
    {
        using var truth = Mattes.Of([255, 255, 255, 128]);
        using var slightly = Mattes.Of([255, 255, 255, 165]);
        using var clearly = Mattes.Of([255, 255, 255, 166]);

        // 128/255 = 0.502 stays in the body until 0.5: d = 0.002 and 0.147, both below 0.15; then 0.151.
        Assert.Equal(0, ConnectivityError.Of(slightly, truth), 9);
        Assert.Equal((166 / 255.0 - 0.5) / 1000, ConnectivityError.Of(clearly, truth), 9);
    }

    [Fact]
    public void Diagonal_neighbours_are_not_connected()
    {
        using var truth = Mattes.Of([255, 255, 0], [0, 0, 255]);
        using var estimate = Mattes.Of([255, 255, 0], [0, 0, 36]);

        // Apart, l = 0: d = 1 and 0.14, which is forgiven. Connected, l would be 0.1 and d 0.9.
        Assert.Equal(1.0 / 1000, ConnectivityError.Of(estimate, truth), 9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    public void Agrees_with_a_slow_flood_fill(int seed)
    {
        using var estimate = Mattes.Random(seed);
        using var truth = Mattes.Random(seed + 1);
        using var region = Mattes.Box(41, 33, new Rect(0, 4, 41, 20));

        var slow = Slow(Mattes.Pixels(estimate), Mattes.Pixels(truth), 41);

        Assert.True(slow.Sum() > 1, "The pictures differ in connectedness.");
        Assert.Equal(slow.Sum() / 1000, ConnectivityError.Of(estimate, truth), 5);
        Assert.Equal(
            slow.Where((_, i) => i / 41 is >= 4 and < 24).Sum() / 1000, ConnectivityError.Of(estimate, truth, region), 5);
    }

    private static double[] Slow(byte[] estimate, byte[] truth, int width)
    {
        var last = new double[truth.Length];
        Array.Fill(last, -1);
        for (var step = 1; step <= 10; step++)
        {
            var threshold = 255 * step;
            var body = Largest([.. estimate.Zip(truth, (e, t) => 10 * Math.Min(e, t) >= threshold)], width);
            for (var i = 0; i < last.Length; i++)
            {
                last[i] = last[i] < 0 && !body.Contains(i) ? (step - 1) / 10.0 : last[i];
            }
        }

        double Degree(byte alpha, double level)
        {
            var excess = alpha / 255.0 - (level < 0 ? 1 : level);
            return excess >= 0.15 ? 1 - excess : 1;
        }

        return [.. last.Select((level, i) => Math.Abs(Degree(estimate[i], level) - Degree(truth[i], level)))];
    }

    private static HashSet<int> Largest(bool[] inside, int width)
    {
        var (best, seen) = (new HashSet<int>(), new HashSet<int>());
        for (var start = 0; start < inside.Length; start++)
        {
            var part = new HashSet<int>();
            var open = new Stack<int>([start]);
            while (open.TryPop(out var i))
            {
                if (i < 0 || i >= inside.Length || !inside[i] || !seen.Add(i))
                {
                    continue;
                }

                part.Add(i);
                open.Push(i - width);
                open.Push(i + width);
                open.Push(i % width == 0 ? -1 : i - 1);
                open.Push(i % width == width - 1 ? -1 : i + 1);
            }

            best = part.Count > best.Count ? part : best;
        }

        return best;
    }
}
