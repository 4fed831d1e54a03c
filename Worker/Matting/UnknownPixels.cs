using OpenCvSharp;

namespace Pipeline.Worker.Matting;

/// <summary>Writes alpha where a trimap is unknown, and nowhere else.</summary>
internal static class UnknownPixels
{
    /// <summary>Alpha of consecutive pixels of a row.</summary>
    /// <param name="y">Row.</param>
    /// <param name="x">First column.</param>
    /// <param name="alpha">Receives as many as it holds, about 0..1.</param>
    public delegate void Source(int y, int x, Span<float> alpha);

    /// <param name="trimap">H × W, <c>CV_8UC1</c>: 0, 128, 255. Becomes the matte.</param>
    /// <param name="source">Asked from several threads.</param>
    public static void Take(Mat trimap, Source source)
    {
        Parallel.For(0, trimap.Rows, () => new float[trimap.Cols], (y, _, alpha) =>
        {
            var row = Rows.Of<byte>(trimap, y);
            for (var (x, end) = UnknownRuns.First(row); x < row.Length; (x, end) = UnknownRuns.Next(row, end))
            {
                var run = alpha.AsSpan(0, end - x);
                source(y, x, run);
                ToBytes(run, row[x..]);
            }

            return alpha;
        }, _ => { });
    }

    private static void ToBytes(ReadOnlySpan<float> alpha, Span<byte> bytes)
    {
        for (var i = 0; i < alpha.Length; i++)
        {
            bytes[i] = (byte)MathF.Round(Math.Clamp(alpha[i], 0, 1) * 255);
        }
    }
}
