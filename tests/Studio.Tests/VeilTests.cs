using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Objects;
using Pipeline.Studio.Rendering;

namespace Pipeline.Studio.Tests;

/// <summary>What is covered in part over more than an outline: glass, smoke, movement, blur; not so mirrors.</summary>
public sealed class VeilTests
{
    [Theory]
    [InlineData("tumbler")]
    [InlineData("goblet")]
    [InlineData("vase")]
    public void Glass_lets_a_share_of_the_background_through(string kind)
    {
        var frame = Photograph.Take(Photograph.Scene(Photograph.Standing(new Glassware { Kind = kind }.Build())));

        Assert.InRange(frame.Alpha.Count(a => a is >= 13 and <= 200), 250, Photograph.Size * Photograph.Size / 2);
    }

    [Fact]
    public void Denser_glass_covers_more()
    {
        var clear = Glass(0.5f);
        var dark = Glass(6);

        Assert.True(dark.Alpha.Sum(a => a) > clear.Alpha.Sum(a => a) * 1.2);

        static Frame Glass(float density) => Photograph.Take(Photograph.Scene(Photograph.Standing(
            new Glassware { Glass = new(new Vector3(0.2f, 0.4f, 0.3f), density) }.Build())));
    }

    [Fact]
    public void Steam_above_a_mug_covers_in_part_and_thins_out()
    {
        var mug = new Mug();
        var plume = new Plume { Foot = new Vector3(0, mug.Height * 0.86f, 0), Seed = 5 };

        var frame = Photograph.Take(Photograph.Scene(Photograph.Standing(mug.Build().Add(plume.Build()))));

        var above = frame.Alpha.AsSpan(0, Photograph.Size * Photograph.Size * 2 / 5).ToArray();
        Assert.True(above.Count(a => a is > 25 and < 230) > 60);
        Assert.True(above.Count(a => a is > 0 and <= 25) > 20);
        Assert.DoesNotContain((byte)255, above[..(Photograph.Size * 10)]);
    }

    [Fact]
    public void Movement_widens_the_edges_that_it_crosses()
    {
        var bottle = Photograph.Standing(new Bottle().Build());
        var still = Photograph.Scene(bottle);

        var sharp = Photograph.Take(still);
        var moving = new Body([bottle.Moving(new Vector3(0.25f, 0, 0))], gridded: true);
        var moved = Photograph.Take(still with { Subject = moving });

        Assert.True(SoftIn(moved, Photograph.Size / 2) >= SoftIn(sharp, Photograph.Size / 2) + 8);

        static int SoftIn(Frame frame, int row) =>
            frame.Alpha.AsSpan(row * Photograph.Size, Photograph.Size).ToArray().Count(a => a is > 0 and < 255);
    }

    [Fact]
    public void Lens_blurs_what_is_far_from_its_focus()
    {
        var scene = Photograph.Scene(Photograph.Standing(new Bottle().Build()));

        var sharp = Photograph.Soft(Photograph.Take(scene));
        var focused = At(Vector3.Zero);
        var blurred = At(new Vector3(0, 0, 3));

        Assert.True(blurred > 2 * sharp);
        Assert.True(blurred > 1.3 * focused);

        int At(Vector3 focus) =>
            Photograph.Soft(Photograph.Take(scene with { Camera = scene.Camera.Through(0.3f, focus) }));
    }

    [Fact]
    public void Mirrored_image_belongs_to_the_background()
    {
        var scene = Photograph.Scene(Photograph.Standing(new Bottle().Build()));

        var dull = Photograph.Take(scene);
        var glossy = Photograph.Take(scene with { Backdrop = scene.Backdrop with { Gloss = 0.8f } });

        Assert.Equal(dull.Alpha, glossy.Alpha);
        Assert.Equal(dull.Foreground, glossy.Foreground);
        // A dark bottle: its mirror image darkens the white floor.
        Assert.True(dull.Background.Zip(glossy.Background, (a, b) => a - b).Count(d => d > 20) > 100);
    }
}
