using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Renditions;

namespace Pipeline.Worker.Tests.Renditions;

public sealed class FrameLayoutTests
{
    private static readonly Size Photo = new(400, 300);
    private static readonly Rect Subject = new(100, 50, 200, 100);

    [Fact]
    public void Unasked_the_photo_is_shown_as_it_is()
    {
        Assert.True(FrameLayout.Of(new RenditionRecipe(), Photo, Subject).IsWhole(Photo));
    }

    [Theory]
    [InlineData(100, null, 100, 75)]
    [InlineData(null, 800, 800, 600)]
    [InlineData(500, 200, 400, 300)]
    public void Sides_bound_the_longer_one_and_keep_the_shape(int? most, int? least, int width, int height)
    {
        var layout = FrameLayout.Of(new RenditionRecipe { MaxSide = most, MinSide = least }, Photo, Subject);

        Assert.Equal(new Size(width, height), layout.Frame);
        Assert.Equal(new Rect(0, 0, width, height), layout.Target);
    }

    [Theory]
    [InlineData("0px", 200, 100, 0)]
    [InlineData("10%", 240, 140, 20)]
    [InlineData("15px", 230, 130, 15)]
    public void A_crop_is_the_subjects_box_and_its_margin(string margin, int width, int height, int offset)
    {
        var layout = FrameLayout.Of(
            new RenditionRecipe { Crop = true, Margin = Extent.Parse(margin) }, Photo, Subject);

        Assert.Equal(new Size(width, height), layout.Frame);
        Assert.Equal((Subject, new Rect(offset, offset, 200, 100)), (layout.Source, layout.Target));
    }

    [Fact]
    public void A_canvas_is_filled_between_its_margins()
    {
        var recipe = new RenditionRecipe { Canvas = Square(100), Margin = Extent.Parse("10%") };

        var layout = FrameLayout.Of(recipe, Photo, Subject);

        Assert.Equal(new Size(100, 100), layout.Frame);
        Assert.Equal(new Rect(10, 30, 80, 40), layout.Target);
    }

    [Theory]
    [InlineData(0, 0, 10, 10)]
    [InlineData(100, 100, 10, 50)]
    [InlineData(50, 100, 10, 50)]
    public void A_position_is_in_the_room_between_the_margins(double x, double y, int left, int top)
    {
        var recipe = new RenditionRecipe
        {
            Canvas = Square(100),
            Margin = Extent.Parse("10%"),
            PositionX = x,
            PositionY = y,
        };

        Assert.Equal(new Rect(left, top, 80, 40), FrameLayout.Of(recipe, Photo, Subject).Target);
    }

    [Fact]
    public void A_canvas_shrinks_in_its_shape_before_it_enlarges_a_small_subject()
    {
        var recipe = new RenditionRecipe
        {
            Canvas = new CanvasSize { Width = 2000, Height = 1000 },
            Margin = Extent.Parse("10%"),
        };

        var layout = FrameLayout.Of(recipe, Photo, Subject);

        Assert.Equal(new Size(250, 125), layout.Frame);
        Assert.Equal(new Size(200, 100), layout.Target.Size);
    }

    [Fact]
    public void The_least_side_enlarges_and_so_does_a_recipe_that_says_so()
    {
        var recipe = new RenditionRecipe { Canvas = Square(2000), Margin = Extent.Parse("10%") };

        Assert.Equal(new Size(1000, 1000), FrameLayout.Of(recipe with { MinSide = 1000 }, Photo, Subject).Frame);
        Assert.Equal(new Size(2000, 2000), FrameLayout.Of(recipe with { Enlarge = true }, Photo, Subject).Frame);
        Assert.Equal(1600, FrameLayout.Of(recipe with { Enlarge = true }, Photo, Subject).Target.Width);
    }

    [Fact]
    public void Whatever_is_asked_the_target_lies_inside_the_frame()
    {
        var random = new Random(5);
        for (var i = 0; i < 3000; i++)
        {
            var photo = new Size(random.Next(1, 3000), random.Next(1, 3000));
            var subject = new Rect(random.Next(photo.Width), random.Next(photo.Height), 1, 1);
            subject.Width = random.Next(1, photo.Width - subject.X + 1);
            subject.Height = random.Next(1, photo.Height - subject.Y + 1);
            var layout = FrameLayout.Of(Any(random), photo, subject);

            Assert.Equal(layout.Target, layout.Target & new Rect(default, layout.Frame));
            Assert.True(layout.Target is { Width: > 0, Height: > 0 });
            Assert.Equal(layout.Source, layout.Source & new Rect(default, photo));
        }
    }

    private static CanvasSize Square(int side) => new() { Width = side, Height = side };

    private static RenditionRecipe Any(Random random) => new()
    {
        Crop = random.Next(2) == 0,
        Margin = random.Next(3) switch
        {
            0 => null,
            1 => Extent.Parse($"{random.Next(101)}%"),
            _ => Extent.Parse($"{random.Next(500)}px"),
        },
        Canvas = random.Next(2) == 0 ? null : new CanvasSize { Width = random.Next(1, 3000), Height = random.Next(1, 3000) },
        Enlarge = random.Next(2) == 0,
        PositionX = random.Next(101),
        PositionY = random.Next(101),
        MinSide = random.Next(2) == 0 ? null : random.Next(1, 2000),
        MaxSide = random.Next(2) == 0 ? null : random.Next(2000, 4000),
    };
}
