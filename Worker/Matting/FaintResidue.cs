using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Matting;

/// <summary>
/// Takes away what nobody would see of the subject and a shop's check would see of the background: hardly any alpha,
/// with nothing of substance near.
/// </summary>
internal static class FaintResidue
{
    /// <summary>Of 255: at most this is faint, at least that has substance.</summary>
    private const int Faint = 12, Substance = 40;

    /// <summary>Near is within a JPEG block, 8 pixels.</summary>
    private const int Near = 8;

    /// <summary>Rows at a time, since a large photo's planes are large.</summary>
    private const int Strip = 512;

    /// <summary>Sets such pixels of the matte to 0.</summary>
    /// <returns>The same matte.</returns>
    public static AlphaMatte RemovedFrom(AlphaMatte matte)
    {
        var plane = matte.Plane;
        var (rows, cols) = (plane.Rows, plane.Cols);
        using var kernel = Cv2.GetStructuringElement(MorphShapes.Rect, new Size((2 * Near) + 1, (2 * Near) + 1));
        // Substance is not changed, so strips may look at neighbours that are done already.
        for (var top = 0; top < rows; top += Strip)
        {
            var height = Math.Min(Strip, rows - top);
            var (above, below) = (Math.Min(Near, top), Math.Min(Near, rows - top - height));
            using var around = plane[new Rect(0, top - above, cols, above + height + below)];
            using var substance = new Mat();
            Cv2.Threshold(around, substance, Substance - 1, 255, ThresholdTypes.Binary);
            Cv2.Dilate(substance, substance, kernel);
            using var own = plane[new Rect(0, top, cols, height)];
            using var kept = new Mat();
            Cv2.Threshold(own, kept, Faint, 255, ThresholdTypes.Binary);
            using var near = substance[new Rect(0, above, cols, height)];
            Cv2.BitwiseOr(kept, near, kept);
            Cv2.BitwiseAnd(own, kept, own);
        }

        return matte;
    }
}
