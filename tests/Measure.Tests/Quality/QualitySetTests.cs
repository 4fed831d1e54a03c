using Pipeline.Measure.Quality;

namespace Pipeline.Measure.Tests.Quality;

/// <summary>How sets are named, and what is refused.</summary>
public sealed class QualitySetTests : IDisposable
{
    private readonly TruthOnDisk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void Photos_and_masks_are_paired_by_name_without_ending()
    {
        Files("photos", "images (1).jpeg", "a [2].JPG", "b.c.png", "d.webp", "notes.txt");
        Files("masks", "images (1).png", "a [2].png", "b.c.png", "d.png");

        var set = QualitySet.Parse($"set={_disk.At("photos")}:{_disk.At("masks")}");

        Assert.Equal("set", set.Name);
        Assert.Equal(["a [2]", "b.c", "d", "images (1)"], set.Pictures.Select(picture => picture.Name));
        Assert.Equal(
            (_disk.At("photos/a [2].JPG"), _disk.At("masks/a [2].png")), (set.Pictures[0].Photo, set.Pictures[0].Mask));
    }

    [Theory]
    [InlineData("photos", "'photos' is to be NAME=PHOTOS:MASKS.")]
    [InlineData("set=photos", "'set=photos' is to be NAME=PHOTOS:MASKS.")]
    [InlineData("=photos:masks", "'=photos:masks' is to be NAME=PHOTOS:MASKS.")]
    [InlineData("set=photos:", "'set=photos:' is to be NAME=PHOTOS:MASKS.")]
    [InlineData("set=no-such-folder:masks", "There is no folder no-such-folder.")]
    public void What_is_no_set_is_refused(string text, string sentence) =>
        Assert.Equal(sentence, Refusal(() => QualitySet.Parse(text)));

    [Fact]
    public void A_photo_without_a_mask_and_a_mask_without_a_photo_are_named()
    {
        Files("photos", "both.jpg", "photo only.jpg");
        Files("masks", "both.png", "mask only.png");
        Files("both", "both.png");

        Assert.Equal("Set 's': no mask for photo only.", Refusal(() => QualitySet.Parse(Text("photos", "both"))));
        Assert.Equal("Set 's': no photo for mask only.", Refusal(() => QualitySet.Parse(Text("both", "masks"))));
    }

    [Fact]
    public void Two_photos_of_one_name_no_photos_at_all_and_two_sets_of_one_name_are_refused()
    {
        Files("photos", "a.jpg", "a.png");
        Files("masks", "a.png");
        Files("none");

        Assert.EndsWith("two files 'a'.", Refusal(() => QualitySet.Parse(Text("photos", "masks"))), StringComparison.Ordinal);
        Assert.Equal("Set 's' has no photos.", Refusal(() => QualitySet.Parse(Text("none", "none"))));
        Assert.Equal(
            "There are two sets 's'.",
            Refusal(() => QualitySet.ParseAll([Text("masks", "masks"), Text("masks", "masks")])));
        Assert.Contains(
            "'a/b' cannot be",
            Refusal(() => QualitySet.Parse("a/b=" + Text("masks", "masks")[2..])),
            StringComparison.Ordinal);
    }

    private string Text(string photos, string masks) => $"s={_disk.At(photos)}:{_disk.At(masks)}";

    private static string Refusal(Action action) => Assert.Throws<MeasureException>(action).Message;

    private void Files(string folder, params string[] names)
    {
        Directory.CreateDirectory(_disk.At(folder));
        Array.ForEach(names, name => File.WriteAllText(_disk.At($"{folder}/{name}"), ""));
    }
}
