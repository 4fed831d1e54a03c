using OpenCvSharp;

namespace Pipeline.Measure.Tests;

/// <summary>Small mattes and pictures to measure.</summary>
internal static class Mattes
{
    /// <summary>Rows of equal length, CV_8UC1.</summary>
    public static Mat Of(params byte[][] rows)
    {
        var matte = new Mat(rows.Length, rows[0].Length, MatType.CV_8UC1);
        matte.SetArray(rows.SelectMany(row => row).ToArray());
        return matte;
    }

    /// <summary>255 inside the rectangle, 0 outside.</summary>
    public static Mat Box(int width, int height, Rect box)
    {
        var matte = new Mat(height, width, MatType.CV_8UC1, Scalar.All(0));
        matte[box].SetTo(Scalar.All(255));
        return matte;
    }

    /// <summary>Seeded blobs with soft and hard parts: something of everything.</summary>
    public static Mat Random(int seed, int width = 41, int height = 33)
    {
        var random = new Random(seed);
        var matte = new Mat(height, width, MatType.CV_8UC1, Scalar.All(0));
        for (var i = 0; i < 5; i++)
        {
            var centre = new Point(random.Next(width), random.Next(height));
            Cv2.Circle(matte, centre, random.Next(2, 9), Scalar.All(random.Next(60, 400)), -1);
        }

        Cv2.GaussianBlur(matte, matte, new Size(5, 5), 1.2);
        return matte;
    }

    public static byte[] Pixels(Mat matte)
    {
        matte.GetArray(out byte[] pixels);
        return pixels;
    }
}
