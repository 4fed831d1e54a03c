using OpenCvSharp;

namespace Pipeline.Worker.Tests.Segmentation;

/// <summary>The studio pictures that every segmenter must get right, by name.</summary>
internal static class StudioSet
{
    private static readonly Scalar White = new(246, 246, 246), Grey = new(150, 150, 150), Black = new(18, 18, 18);

    public static IEnumerable<string> Names => Pictures.Keys;

    private static Dictionary<string, Func<StudioPicture>> Pictures { get; } = new()
    {
        ["dark on white"] = () => On(White, White).With(Bottle, new(40, 35, 30), new(60, 50, 40)),
        ["red on grey"] = () => On(Grey, Grey).With(Bottle, new(40, 40, 200), new(30, 30, 150)),
        ["bright on black"] = () => On(Black, Black).With(Bottle, new(230, 235, 240), new(180, 190, 200)),
        ["green on white"] = () => On(White, White).With(Bottle, new(60, 160, 50), new(50, 130, 40)),
        ["blue on gradient"] = () => On(new(235, 235, 235), new(160, 160, 165)).With(Bottle, new(190, 90, 40), new(150, 70, 30)),
        ["yellow on vignette"] = () => StudioPicture.Vignette(new(230, 228, 225), new(150, 148, 145))
            .With(Bottle, new(40, 200, 230), new(30, 160, 200)),
        ["grey with shadow on white"] = () => On(White, White).WithShadow(new(310, 385), new(140, 18), 0.25)
            .With(Bottle, new(120, 125, 130), new(80, 85, 90)),
        ["white on white"] = () => On(White, White).WithShadow(new(300, 385), new(120, 14), 0.2)
            .With(Bottle, new(236, 236, 236), new(190, 192, 194)),
        ["mug with handle"] = () => On(White, new(225, 225, 225)).With(Mug, new(150, 80, 40), new(120, 60, 30)),
        ["chair"] = () => On(new(225, 228, 230), White).With(Chair, new(40, 70, 110), new(30, 50, 80)),
        ["cut by the bottom"] = () => On(Grey, new(190, 190, 190)).With(Bust, new(120, 150, 210), new(60, 40, 30)),
        ["two objects"] = () => On(White, White).With(Pair, new(40, 120, 200), new(120, 60, 20)),
    };

    public static StudioPicture Draw(string name) => Pictures[name]();

    private static StudioPicture On(Scalar from, Scalar to) => StudioPicture.Backdrop(from, to);

    private static void Bottle(Mat shape)
    {
        Cv2.Rectangle(shape, new Rect(230, 170, 140, 220), Scalar.White, -1);
        Cv2.Ellipse(shape, new Point(300, 170), new Size(70, 50), 0, 0, 360, Scalar.White, -1);
        Cv2.Rectangle(shape, new Rect(278, 60, 44, 80), Scalar.White, -1);
    }

    private static void Mug(Mat shape)
    {
        Cv2.Ellipse(shape, new Point(390, 250), new Size(75, 80), 0, 0, 360, Scalar.White, -1);
        Cv2.Ellipse(shape, new Point(390, 250), new Size(48, 53), 0, 0, 360, Scalar.Black, -1);
        Cv2.Rectangle(shape, new Rect(190, 140, 190, 220), Scalar.White, -1);
    }

    private static void Chair(Mat shape)
    {
        Cv2.Rectangle(shape, new Rect(200, 230, 200, 30), Scalar.White, -1);
        Cv2.Rectangle(shape, new Rect(200, 60, 22, 350), Scalar.White, -1);
        Cv2.Rectangle(shape, new Rect(378, 230, 22, 180), Scalar.White, -1);
        Cv2.Rectangle(shape, new Rect(250, 250, 16, 130), Scalar.White, -1);
        Cv2.Rectangle(shape, new Rect(330, 250, 16, 130), Scalar.White, -1);
    }

    private static void Bust(Mat shape)
    {
        Cv2.Ellipse(shape, new Point(300, 170), new Size(80, 100), 0, 0, 360, Scalar.White, -1);
        Cv2.Ellipse(shape, new Point(300, 450), new Size(220, 200), 0, 180, 360, Scalar.White, -1);
    }

    private static void Pair(Mat shape)
    {
        Cv2.Circle(shape, new Point(180, 220), 90, Scalar.White, -1);
        Cv2.Rectangle(shape, new Rect(370, 150, 120, 220), Scalar.White, -1);
    }
}
