using OpenCvSharp;

namespace Pipeline.Worker.Matting;

/// <summary>
/// A guess of alpha over the whole photo at a resolution of its own, and how far it is to be followed. In the equations
/// of <see cref="BandSolver"/> every unknown pixel pulls towards it: by little where it is coarse, too little to blur an edge
/// and enough to decide what no known pixel is near enough to decide. <see cref="KnnMatter"/> and networks do without.
/// </summary>
/// <param name="plane">h × w, <c>CV_32FC1</c>, 0..1; it stays its owner's.</param>
/// <param name="sureness">0 not at all .. 1 in full.</param>
internal sealed class AlphaHint(Mat plane, float sureness)
{
    /// <param name="height">Of the picture that is solved.</param>
    /// <param name="width">Of the same.</param>
    /// <param name="weight">
    /// Of a sure hint that is as fine as the picture, against the Laplacian's diagonal, which is about 1. It falls with the
    /// cube of the hint's pixels per pixel: by measurement, 8 is better than 3 where there is one, and 0.05 is best where
    /// there is a quarter of one.
    /// </param>
    /// <param name="system">Receives a diagonal term for every unknown pixel.</param>
    public void AddTo(int height, int width, double weight, BandSystem system)
    {
        var (scaleX, scaleY) = ((float)plane.Cols / width, (float)plane.Rows / height);
        var detail = Math.Min(1, scaleX * scaleY);
        var pull = (float)weight * sureness * detail * detail * detail;
        Parallel.ForEach(system.Index.Unknown, run =>
        {
            var (upper, lower, down) = Neighbours(run.Y, scaleY, plane.Rows);
            var above = Rows.Of<float>(plane, upper);
            var below = Rows.Of<float>(plane, lower);
            for (var i = 0; i < run.Length; i++)
            {
                var (left, right, across) = Neighbours(run.X + i, scaleX, plane.Cols);
                var top = above[left] + (across * (above[right] - above[left]));
                var bottom = below[left] + (across * (below[right] - below[left]));
                system.Matrix[run.Slot + i] += pull;
                system.Right[run.Slot + i] += pull * (top + (down * (bottom - top)));
            }
        });
    }

    /// <summary>The hint's pixels around a pixel's centre, and the share of the second.</summary>
    private static (int First, int Second, float Share) Neighbours(int position, float scale, int size)
    {
        var place = Math.Clamp(((position + 0.5f) * scale) - 0.5f, 0, size - 1);
        var first = (int)place;
        return (first, Math.Min(first + 1, size - 1), place - first);
    }
}
