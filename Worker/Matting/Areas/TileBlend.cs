using OpenCvSharp;

namespace Pipeline.Worker.Matting.Areas;

/// <summary>
/// Puts tiles together. A tile counts little at its border, where the network saw nothing beyond, and fully from the
/// overlap on inwards, rising as a squared sine; where tiles share a pixel their mean by these weights is taken, so that
/// nothing jumps.
/// </summary>
internal sealed class TileBlend : IDisposable
{
    private readonly Mat _window;
    private readonly Mat _sum;
    private readonly Mat _weight;

    /// <param name="picture">What the tiles cover, at least a tile's size.</param>
    /// <param name="tile">Of each.</param>
    /// <param name="overlap">Pixels over which a tile's weight rises.</param>
    public TileBlend(Size picture, Size tile, int overlap)
    {
        using var column = Weights(tile.Height, overlap);
        using var across = Weights(tile.Width, overlap);
        using var row = across.T();
        using var product = column * row;
        _window = product.ToMat();
        _sum = new Mat(picture, MatType.CV_32FC1, Scalar.All(0));
        _weight = new Mat(picture, MatType.CV_32FC1, Scalar.All(0));
    }

    /// <param name="alpha">H × W of a tile, <c>CV_32FC1</c>.</param>
    /// <param name="at">Its upper left corner.</param>
    public void Add(Mat alpha, Point at)
    {
        var area = new Rect(at, alpha.Size());
        using var sum = _sum[area];
        using var weight = _weight[area];
        Cv2.AccumulateProduct(alpha, _window, sum, null!);
        Cv2.Accumulate(_window, weight, null!);
    }

    /// <returns>
    /// The picture's size, <c>CV_32FC1</c>; no number where no tile lies. The caller disposes it.
    /// </returns>
    public Mat ToAlpha()
    {
        var alpha = new Mat();
        Cv2.Divide(_sum, _weight, alpha);
        return alpha;
    }

    public void Dispose()
    {
        _window.Dispose();
        _sum.Dispose();
        _weight.Dispose();
    }

    /// <summary>Never 0, since a tile at the picture's edge has no neighbour there.</summary>
    private static Mat Weights(int side, int overlap)
    {
        var weights = new Mat(side, 1, MatType.CV_32FC1);
        for (var i = 0; i < side; i++)
        {
            var inside = Math.Min(1, (Math.Min(i, side - 1 - i) + 0.5) / overlap);
            weights.Set(i, (float)Math.Pow(Math.Sin(Math.PI / 2 * inside), 2));
        }

        return weights;
    }
}
