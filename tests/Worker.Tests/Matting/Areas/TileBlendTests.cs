using OpenCvSharp;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Matting.Areas;

namespace Pipeline.Worker.Tests.Matting.Areas;

/// <summary>Tiles that agree give what they say; tiles that do not agree leave no edge.</summary>
public sealed class TileBlendTests
{
    private const int Overlap = 32;
    private static readonly Size Tile = new(128, 96);
    private static readonly Point[] Tiles = [new(0, 0), new(90, 0), new(0, 60), new(90, 60)];

    [Fact]
    public void Tiles_of_one_picture_give_that_picture_back()
    {
        using var picture = new Mat(156, 218, MatType.CV_32FC1);
        Cv2.Randu(picture, new Scalar(-0.5), new Scalar(1.5));
        using var blend = new TileBlend(picture.Size(), Tile, Overlap);
        foreach (var at in Tiles)
        {
            using var part = picture[new Rect(at, Tile)];
            blend.Add(part, at);
        }

        using var alpha = blend.ToAlpha();

        Assert.InRange(Cv2.Norm(alpha, picture, NormTypes.INF), 0, 1e-5);
    }

    [Fact]
    public void Where_tiles_disagree_no_step_between_neighbours_is_seen()
    {
        using var blend = new TileBlend(new Size(218, 156), Tile, Overlap);
        for (var i = 0; i < Tiles.Length; i++)
        {
            using var part = new Mat(Tile, MatType.CV_32FC1, new Scalar(i % 3 == 0 ? 0 : 1));
            blend.Add(part, Tiles[i]);
        }

        using var alpha = blend.ToAlpha();

        Assert.Equal((0f, 1f), (alpha.At<float>(0, 0), alpha.At<float>(0, 217)));
        Assert.InRange(LargestStep(alpha), 0.01, 0.1);
    }

    private static float LargestStep(Mat plane)
    {
        var rows = plane.Rows;
        var largest = 0f;
        for (var y = 0; y < rows - 1; y++)
        {
            var row = Rows.Of<float>(plane, y);
            var next = Rows.Of<float>(plane, y + 1);
            for (var x = 0; x < row.Length - 1; x++)
            {
                largest = Math.Max(largest, Math.Max(Math.Abs(row[x] - row[x + 1]), Math.Abs(row[x] - next[x])));
            }
        }

        return largest;
    }
}
