using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Foreground;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Tests.Foreground;

/// <summary>A smooth subject with hairs before a smooth background: F, B and alpha are known.</summary>
public sealed class MultilevelForegroundTests : IDisposable
{
    private const int Width = 240;
    private const int Height = 200;

    private readonly Mat _subject = Fill((x, y) => new Vec3b((byte)(20 + (x / 8)), (byte)(60 + (y / 8)), 200));
    private readonly Mat _background = Fill((x, y) => new Vec3b(40, (byte)(210 - (x / 8)), (byte)(30 + (y / 8))));
    private readonly Photo _photo;
    private readonly AlphaMatte _alpha;

    public MultilevelForegroundTests()
    {
        _alpha = new AlphaMatte(HairAlpha());
        _photo = new Photo(Compose(_subject, _background, _alpha.Plane));
    }

    [Fact]
    public void Composed_over_the_old_background_it_gives_the_photo_back()
    {
        using var found = Estimate();
        using var composed = Compose(found, _background, _alpha.Plane);

        Assert.InRange(WeightedError(composed, _photo.Pixels, weighted: false), 0, 3);
    }

    [Fact]
    public void Spill_in_hair_is_less_than_half_of_what_the_photo_itself_has()
    {
        using var found = Estimate();

        var naive = WeightedError(_photo.Pixels, _subject, weighted: true);
        Assert.InRange(WeightedError(found, _subject, weighted: true), 0, naive / 2);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        using var first = Estimate();
        using var second = Estimate();

        ForEach((x, y, alpha) => Assert.True(alpha is 0 or 255 || first.At<Vec3b>(y, x) == second.At<Vec3b>(y, x)));
    }

    [Theory]
    [InlineData(1, 1, 100)]
    [InlineData(3, 200, 1)]
    [InlineData(200, 3, 254)]
    [InlineData(50, 50, 1)]
    public void Alpha_of_one_value_is_no_special_case(int width, int height, int value)
    {
        using var photo = new Photo(new Mat(height, width, MatType.CV_8UC3, new Scalar(10, 120, 250)));
        using var alpha = new AlphaMatte(new Mat(height, width, MatType.CV_8UC1, new Scalar(value)));

        using var found = Estimate(photo, alpha);

        var colour = found.At<Vec3b>(height / 2, width / 2);
        Assert.Equal(new Vec3b(10, 120, 250), colour);
    }

    public void Dispose()
    {
        _photo.Dispose();
        _alpha.Dispose();
        _subject.Dispose();
        _background.Dispose();
    }

    private Mat Estimate() => Estimate(_photo, _alpha);

    private static Mat Estimate(Photo photo, AlphaMatte alpha) =>
        new MultilevelForeground(Options.Create(new ForegroundOptions()))
            .Estimate(photo, alpha, TestContext.Current.CancellationToken);

    private static Mat HairAlpha()
    {
        var alpha = new Mat(Height, Width, MatType.CV_8UC1, Scalar.All(0));
        var random = new Random(11);
        for (var hair = 0; hair < 220; hair++)
        {
            var angle = random.NextDouble() * 2 * Math.PI;
            var end = angle + (random.NextDouble() * 0.4);
            Cv2.Line(
                alpha, On(angle, 45), On(end, 60 + random.Next(30)), new Scalar(80 + random.Next(170)), 1, LineTypes.AntiAlias);
        }

        Cv2.Circle(alpha, new Point(Width / 2, Height / 2), 50, Scalar.All(255), -1, LineTypes.AntiAlias);
        return alpha;
    }

    private static Point On(double angle, double radius) => new(
        (int)((Width / 2) + (radius * Math.Cos(angle))), (int)((Height / 2) + (radius * Math.Sin(angle))));

    private static Mat Compose(Mat subject, Mat background, Mat alpha) => Fill((x, y) =>
    {
        var share = alpha.At<byte>(y, x) / 255.0;
        var (f, b) = (subject.At<Vec3b>(y, x), background.At<Vec3b>(y, x));
        return new Vec3b(Mix(f.Item0, b.Item0), Mix(f.Item1, b.Item1), Mix(f.Item2, b.Item2));

        byte Mix(byte front, byte back) => (byte)Math.Round((share * front) + ((1 - share) * back));
    });

    private static Mat Fill(Func<int, int, Vec3b> colour)
    {
        var mat = new Mat(Height, Width, MatType.CV_8UC3);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                mat.At<Vec3b>(y, x) = colour(x, y);
            }
        }

        return mat;
    }

    /// <summary>Mean difference over 0 &lt; alpha &lt; 255, per channel, 0..255.</summary>
    private double WeightedError(Mat found, Mat truth, bool weighted)
    {
        var (sum, count) = (0.0, 0);
        ForEach((x, y, alpha) =>
        {
            if (alpha is > 0 and < 255)
            {
                var (a, b) = (found.At<Vec3b>(y, x), truth.At<Vec3b>(y, x));
                var weight = weighted ? alpha / 255.0 : 1;
                sum += weight * (Math.Abs(a.Item0 - b.Item0) + Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2));
                count += 3;
            }
        });
        return sum / count;
    }

    private void ForEach(Action<int, int, byte> visit)
    {
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                visit(x, y, _alpha.Plane.At<byte>(y, x));
            }
        }
    }
}
