using Pipeline.Studio.Geometry;
using Pipeline.Studio.Objects;
using Pipeline.Studio.Rendering;
using Pipeline.Studio.Scenes;

namespace Pipeline.Studio.Tests;

public sealed class RendererTests
{
    private const int Size = Photograph.Size;

    [Theory]
    [InlineData(Traits.Several)]
    [InlineData(Traits.Fur)]
    [InlineData(Traits.Glass)]
    [InlineData(Traits.Smoke)]
    [InlineData(Traits.MotionBlur)]
    [InlineData(Traits.ShallowFocus)]
    [InlineData(Traits.Reflection)]
    public void Picture_is_foreground_over_background_in_stored_values(string trait)
    {
        var frame = Photograph.Take(Photograph.First(trait), 48);

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

    [Theory]
    [InlineData(Traits.Hair)]
    [InlineData(Traits.Glass)]
    [InlineData(Traits.ShallowFocus)]
    public void Same_seed_gives_the_same_bytes(string trait)
    {
        var (one, other) = (Rows(), Rows());

        Assert.Equal(one.Picture, other.Picture);
        Assert.Equal(one.Alpha, other.Alpha);
        Assert.Equal(one.Foreground, other.Foreground);
        Assert.Contains(one.Alpha, a => a > 0);

        Frame Rows() => new Renderer(RandomScenes.Make(Photograph.First(trait), 48, 48), Quality.Measuring(2))
            .Render(48, 48, (20, 24));
    }

    /// <summary>The cones spare nearly all rays, and must not change what they would have found.</summary>
    [Theory]
    [InlineData("wheel")]
    [InlineData("duster")]
    public void Cones_find_the_coverage_that_rays_everywhere_find(string name)
    {
        const int Large = 160;
        var product = Catalogue.Products.Single(p => p.Name == name);
        var model = product.Build(new Paint(new Random(1), Tone.Coloured));
        var subject = new Body([Photograph.Standing(model)], gridded: true);
        var scene = Photograph.Scene(new Model()) with
        {
            Subject = subject,
            Camera = new Shot(0, 12, 24, 0.9f).Of(subject, Large, Large),
        };
        var rays = new Rays(4, 16, 16);
        var everywhere = new Quality(rays, rays, rays, rays, false, float.MaxValue, true, true);

        var with = new Renderer(scene, everywhere with { Certain = true }).Render(Large, Large, (60, 70)).Alpha;
        var without = new Renderer(scene, everywhere).Render(Large, Large, (60, 70)).Alpha;

        Assert.Contains(without, a => a is > 0 and < 255);
        // One ray in sixteen may skim a surface, and end on either side of the step that stops it.
        Assert.True(with.Zip(without, (a, b) => Math.Abs(a - b)).Max() <= 16);
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

    private static Frame Mug() => Photograph.Take(Photograph.Scene(Photograph.Standing(new Mug().Build(), -0.2f)));

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
