namespace Pipeline.Contracts.Tests;

public sealed class CutoutRecipeTests
{
    [Fact]
    public void A_colour_is_kept_in_one_spelling_so_that_job_keys_agree()
    {
        Assert.Equal(new RenditionRecipe { Background = "#a0b1c2" }, new RenditionRecipe { Background = "#A0B1C2" });
    }

    [Theory]
    [InlineData("white")]
    [InlineData("#fff")]
    [InlineData("#12345g")]
    [InlineData("1234567")]
    [InlineData("")]
    public void What_is_no_colour_is_refused(string background)
    {
        Assert.Throws<ArgumentException>(() => new RenditionRecipe { Background = background });
    }
}
