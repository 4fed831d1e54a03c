using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Trimaps;
using static Pipeline.Worker.Tests.Matting.MattingScenes;

namespace Pipeline.Worker.Tests.Matting;

public class KnnMatterTests
{
    [Fact]
    public void A_tree_finds_what_a_search_of_all_points_finds()
    {
        var random = new Random(3);
        var features = Enumerable.Range(0, NeighbourTree.Dimensions * 500).Select(_ => random.NextSingle()).ToArray();
        var tree = new NeighbourTree(features);
        var (nearest, distances) = (new int[8], new float[8]);
        for (var point = 0; point < 500; point += 7)
        {
            tree.Find(point, nearest, distances);

            var expected = Enumerable.Range(0, 500).OrderBy(other => Distance(features, point, other)).Take(8);
            Assert.Equal(expected, nearest);
            Assert.Equal(point, nearest[0]);
            Assert.Equal(distances.Order(), distances);
        }
    }

    [Fact]
    public void Ties_are_solved_as_a_dense_direct_solve_of_their_Laplacian_does()
    {
        var random = new Random(4);
        var features = Enumerable.Range(0, NeighbourTree.Dimensions * 60).Select(_ => random.NextSingle()).ToArray();
        var alpha = Enumerable.Range(0, 60).Select(i => i < 40 ? 0.5 : i % 2).ToArray();
        var expected = SolveDense(features, (double[])alpha.Clone(), unknown: 40, neighbours: 6);
        var ties = new NeighbourTies(60, 40);
        ties.Add(features, 6);

        ties.Solve(alpha, 1e-9, 1000, TestContext.Current.CancellationToken);

        Assert.All(Enumerable.Range(0, 60), i => Assert.Equal(expected[i], alpha[i], 1e-6));
    }

    [Fact]
    public void Two_colours_are_told_apart_without_touching()
    {
        // The subject's second piece is unknown all around and smaller than a neighbourhood: its colour ties it to the
        // first.
        using var scene = Photo(120, 90, (x, y) => x < 30 || (Math.Abs(x - 80) < 2 && Math.Abs(y - 45) < 2) ? Orange : Blue);
        using var trimap = TrimapOf(120, 90, (x, _) => x < 20 ? 255 : x is > 40 and < 60 || x > 105 ? 0 : 128);

        using var matte = Matte(scene, trimap);

        Assert.InRange(matte.Plane.At<byte>(45, 80), 250, 255);
        Assert.InRange(matte.Plane.At<byte>(45, 65), 0, 5);
        ForEach(trimap.Plane, (x, y, kind) =>
            Assert.True(kind == Trimap.Unknown || matte.Plane.At<byte>(y, x) == kind, $"({x}, {y})"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 40)]
    public void Tiny_and_undecided_pictures_are_solved(int width, int height)
    {
        using var scene = Photo(width, height, (_, _) => Orange);
        using var trimap = TrimapOf(width, height, (_, _) => 128);

        using var matte = Matte(scene, trimap);

        ForEach(matte.Plane, (_, _, alpha) => Assert.InRange(alpha, 126, 129));
    }

    private static AlphaMatte Matte(Photo photo, Trimap trimap) =>
        new KnnMatter(Options.Create(new MattingOptions()))
            .Matte(photo, trimap, TestContext.Current.CancellationToken);

    private static float Distance(float[] features, int a, int b) =>
        Enumerable.Range(0, NeighbourTree.Dimensions).Sum(axis =>
        {
            var step = features[(NeighbourTree.Dimensions * a) + axis] - features[(NeighbourTree.Dimensions * b) + axis];
            return step * step;
        });

    private static double[] SolveDense(float[] features, double[] alpha, int unknown, int neighbours)
    {
        var count = alpha.Length;
        using var matrix = new Mat(unknown, unknown, MatType.CV_64FC1, Scalar.All(0));
        using var right = new Mat(unknown, 1, MatType.CV_64FC1, Scalar.All(0));
        void Tie(int a, int b)
        {
            if (a >= unknown)
            {
                return;
            }

            matrix.At<double>(a, a)++;
            if (b < unknown)
            {
                matrix.At<double>(a, b)--;
            }
            else
            {
                right.At<double>(a, 0) += alpha[b];
            }
        }

        for (var i = 0; i < count; i++)
        {
            foreach (var j in Enumerable.Range(0, count).OrderBy(j => Distance(features, i, j)).Skip(1).Take(neighbours - 1))
            {
                Tie(i, j);
                Tie(j, i);
            }
        }

        using var solution = new Mat();
        Assert.True(Cv2.Solve(matrix, right, solution, DecompTypes.LU));
        for (var i = 0; i < unknown; i++)
        {
            alpha[i] = solution.At<double>(i, 0);
        }

        return alpha;
    }
}
