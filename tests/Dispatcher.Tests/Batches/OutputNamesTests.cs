using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;

namespace Pipeline.Dispatcher.Tests.Batches;

public sealed class OutputNamesTests
{
    private static readonly CutoutRecipe Two = new()
    {
        Renditions =
        [
            new RenditionRecipe { Name = "shop", Format = PictureFormat.Jpeg, Background = "#ffffff" },
            new RenditionRecipe { Name = "matte", Channels = RenditionChannels.Alpha },
        ],
    };

    [Fact]
    public void One_rendition_keeps_the_photos_name_and_several_are_told_apart()
    {
        Assert.Equal(["shoes/red.v2.png"], Names(new OutputNames("cutouts"), "shoes/red.v2.jpg"));
        Assert.Equal(["shoes/red-shop.jpg", "shoes/red-matte.png"], Names(new OutputNames("cutouts", Two), "shoes/red.tif"));
    }

    [Fact]
    public void Every_placeholder_is_filled()
    {
        var names = new OutputNames("cutouts", Two, "{rendition}/{path}{sku}/{name}.{ext}");

        Assert.Equal(["shop/a/b/123/123_front.jpg", "matte/a/b/123/123_front.png"], Names(names, "a/b/123_front.webp"));
    }

    [Theory]
    [InlineData("{nmae}.{ext}")]
    [InlineData("{name.{ext}")]
    [InlineData("all.{ext}")]
    [InlineData("{path}x.{ext}")]
    public void A_template_that_cannot_be_meant_is_refused(string template)
    {
        Assert.Throws<ArgumentException>(() => new OutputNames("cutouts", null, template));
    }

    [Fact]
    public void A_template_that_gives_two_renditions_one_name_is_refused()
    {
        var alike = Two with { Renditions = [.. Two.Renditions.Select(r => r with { Format = PictureFormat.Png, Background = null })] };

        Assert.Throws<ArgumentException>(() => new OutputNames("cutouts", alike, "{path}{name}.{ext}"));
        Assert.Equal(["a.jpg", "a.png"], Names(new OutputNames("cutouts", Two, "{path}{name}.{ext}"), "a.png"));
    }

    [Fact]
    public void A_template_that_leads_out_or_to_no_name_names_nothing()
    {
        Assert.Null(new OutputNames("cutouts", null, "../{name}.{ext}").Of("a.jpg"));
        Assert.Null(new OutputNames("cutouts", null, "{sku}/{name}.{ext}").Of("_a.jpg"));
    }

    private static IEnumerable<string> Names(OutputNames names, string photo) => names.Of(photo)!.Select(blob => blob.Name);
}
