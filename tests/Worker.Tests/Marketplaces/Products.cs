using OpenCvSharp;

namespace Pipeline.Worker.Tests.Marketplaces;

/// <summary>Simple products that fill a box exactly: their shape, colour and aspect vary.</summary>
internal static class Products
{
    private static readonly double[] Aspects = [1, 0.4, 2.4, 1, 0.7, 1.5, 0.3, 1, 1.9, 0.8];

    private static readonly Scalar[] Colours =
    [
        new(30, 30, 160), new(20, 20, 20), new(200, 120, 40), new(60, 160, 60), new(120, 60, 130),
        new(225, 225, 225), new(40, 150, 220), new(140, 140, 140), new(90, 30, 20), new(235, 240, 238),
    ];

    /// <summary>Width / height.</summary>
    public static double AspectOf(int kind) => Aspects[kind];

    public static void Draw(Mat pixels, int kind, Rect box)
    {
        var colour = Colours[kind];
        switch (kind % 5)
        {
            case 0: Ellipse(pixels, box, colour); break;
            case 1: Bottle(pixels, box, colour); break;
            case 2: Cv2.Rectangle(pixels, box, colour, -1); break;
            case 3: Ring(pixels, box, colour); break;
            default: Frame(pixels, box, colour); break;
        }

        Label(pixels, box, kind);
    }

    private static void Ellipse(Mat pixels, Rect box, Scalar colour) => Cv2.Ellipse(
        pixels,
        new RotatedRect(Middle(box), new Size2f(box.Width - 1, box.Height - 1), 0),
        colour,
        -1,
        LineTypes.AntiAlias);

    private static void Bottle(Mat pixels, Rect box, Scalar colour)
    {
        var neck = box.Height / 4;
        Cv2.Rectangle(pixels, new Rect(box.X + (box.Width / 3), box.Y, box.Width / 3, neck), colour, -1);
        Cv2.Rectangle(pixels, new Rect(box.X, box.Y + neck, box.Width, box.Height - neck), colour, -1);
    }

    /// <summary>With white to be seen through it.</summary>
    private static void Ring(Mat pixels, Rect box, Scalar colour)
    {
        Ellipse(pixels, box, colour);
        var hole = new Rect(box.X + (box.Width / 3), box.Y + (box.Height / 3), box.Width / 3, box.Height / 3);
        Ellipse(pixels, hole, Scalar.All(255));
    }

    /// <summary>Two parts that do not touch.</summary>
    private static void Frame(Mat pixels, Rect box, Scalar colour)
    {
        Cv2.Rectangle(pixels, new Rect(box.X, box.Y, box.Width, box.Height / 3), colour, -1);
        Cv2.Rectangle(pixels, new Rect(box.X, box.Bottom - (box.Height / 3), box.Width, box.Height / 3), colour, -1);
    }

    /// <summary>Off-white and white in the middle of the upper part: no background, however light.</summary>
    private static void Label(Mat pixels, Rect box, int kind)
    {
        var label = new Rect(box.X + (box.Width * 2 / 5), box.Y + (box.Height / 12), box.Width / 5, box.Height / 8);
        Cv2.Rectangle(pixels, label, kind % 2 == 0 ? Scalar.All(250) : new Scalar(252, 254, 254), -1);
    }

    private static Point2f Middle(Rect box) =>
        new(box.X + ((box.Width - 1) / 2f), box.Y + ((box.Height - 1) / 2f));
}
