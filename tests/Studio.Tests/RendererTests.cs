using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Objects;
using Pipeline.Studio.Rendering;
using Pipeline.Studio.Scenes;

namespace Pipeline.Studio.Tests;

public sealed class RendererTests
{
    private const int Size = 80;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void Picture_is_foreground_over_background_in_stored_values(int seed)
    {
        var frame = new Renderer(RandomScenes.Make(seed, Size, Size), Quality.Measuring(2)).Render(Size, Size);

        for (var i = 0; i < frame.Picture.Length; i++)
        {
            var alpha = frame.Alpha[i / 3] / 255f;
            var composed = alpha * frame.Foreground[i] + (1 - alpha) * frame.Background[i];
            Assert.InRange(frame.Picture[i] - composed, -0.51f, 0.51f);
        }
    }

    [Fact]
    public void Alpha_has_subject_background_and_soft_edges()
    {
        var alpha = Mug().Alpha;

        Assert.InRange(alpha.Count(a => a == 255), Size * Size / 10, Size * Size);
        Assert.InRange(alpha.Count(a => a == 0), Size * Size / 10, Size * Size);
        Assert.InRange(alpha.Count(a => a is > 0 and < 255), Size, Size * 12);
    }

    [Fact]
    public void Same_seed_gives_the_same_bytes()
    {
        var (one, other) = (Random(), Random());

        Assert.Equal(one.Picture, other.Picture);
        Assert.Equal(one.Alpha, other.Alpha);
        Assert.Equal(one.Foreground, other.Foreground);

        static Frame Random() => new Renderer(RandomScenes.Make(4, 48, 48), Quality.Measuring(2)).Render(48, 48);
    }

    [Fact]
    public void Hole_of_the_mugs_handle_is_background()
    {
        var alpha = Mug().Alpha;
        var outside = Flood(alpha);

        // Background that the picture's border does not reach lies inside the handle.
        var enclosed = Enumerable.Range(0, alpha.Length).Count(i => alpha[i] == 0 && !outside[i]);
        Assert.InRange(enclosed, 30, Size * Size / 10);
    }

    private static Frame Mug()
    {
        var subject = new Body([new Mug().Build().At(new Pose(Vector3.Zero, -0.2f))]);
        var scene = new Scene
        {
            Objects = ["mug"],
            Subject = subject,
            Backdrop = Backdrops.White(),
            Camera = new Shot(0, 12, 24, 0.9f).Of(subject, Size, Size),
            Lights = Lighting.Tent(),
        };
        return new Renderer(scene, Quality.Measuring(2)).Render(Size, Size);
    }

    private static bool[] Flood(byte[] alpha)
    {
        var reached = new bool[alpha.Length];
        var open = new Stack<(int X, int Y)>([(0, 0)]);
        while (open.TryPop(out var at))
        {
            var (x, y) = at;
            if (x is < 0 or >= Size || y is < 0 or >= Size || reached[y * Size + x] || alpha[y * Size + x] > 0)
            {
                continue;
            }

            reached[y * Size + x] = true;
            open.Push((x + 1, y));
            open.Push((x - 1, y));
            open.Push((x, y + 1));
            open.Push((x, y - 1));
        }

        return reached;
    }
}
