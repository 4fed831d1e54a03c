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
        var names = new OutputNames("cutouts", Two, "{rendition}/{path}{sku}/{name}.{source-ext}.{ext}");

        Assert.Equal(
            ["shop/a/b/123/123_front.webp.jpg", "matte/a/b/123/123_front.webp.png"], Names(names, "a/b/123_front.webp"));
        Assert.Equal(["a-.png"], Names(new OutputNames("cutouts", null, "{name}-{source-ext}.{ext}"), "a"));
    }

    [Theory]
    [InlineData(null, "{path}{name}-{source-ext}.{ext}", "a/1.jpg", "a/1.png")]
    [InlineData("{sku}.{ext}", "{sku}-{source-ext}.{ext}", "7_front.jpg", "7_back.png")]
    [InlineData("{sku}.{ext}", null, "7_front.jpg", "7_back.jpg")]
    [InlineData(null, null, "a.jpg", "A.jpg")]
    [InlineData("{name}{source-ext}", null, "a.jpg", "b/a.jpg")]
    public void The_extension_is_added_to_a_template_where_it_makes_the_names_different(
        string? template, string? expected, string one, string other)
    {
        Assert.Equal(expected, new OutputNames("cutouts", null, template).WithSourceExtension([one, other]));
    }

    [Theory]
    [InlineData(251, 6)]
    [InlineData(252, 6)]
    [InlineData(126, 3)]
    public void In_a_folder_a_part_of_a_name_has_at_most_255_bytes(int letters, int folderLength)
    {
        var letter = letters > 200 ? "x" : "ä";
        var photo = $"shoes/{string.Concat(Enumerable.Repeat(letter, letters))}.jpg";
        var fits = System.Text.Encoding.UTF8.GetByteCount(photo) - "shoes/".Length <= 255;
        var folder = "/" + new string('o', folderLength);

        var files = new OutputNames("cutouts", null, null, folder).Of(photo, null, out var trouble);

        Assert.Equal(fits, files is not null);
        Assert.Equal(fits, trouble is null);
        Assert.NotNull(new OutputNames("cutouts").Of(photo));
    }

    [Fact]
    public void In_a_folder_a_whole_path_has_at_most_4095_bytes()
    {
        var names = new OutputNames("cutouts", null, null, "/" + new string('o', 4000));

        Assert.NotNull(names.Of(new string('x', 89) + ".jpg"));
        Assert.Null(names.Of(new string('x', 90) + ".jpg", null, out var trouble));
        Assert.Contains("4096 bytes", trouble, StringComparison.Ordinal);
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
        Assert.Null(new OutputNames("cutouts", null, ".pipeline/{name}.{ext}").Of("a.jpg"));
    }

    private static IEnumerable<string> Names(OutputNames names, string photo) => names.Of(photo)!.Select(blob => blob.Name);
}
