using Pipeline.Contracts;
using Pipeline.Dispatcher.Jobs;

namespace Pipeline.Dispatcher.Tests.Jobs;

public sealed class JobKeyTests
{
    private static readonly BlobRef Source = new() { Container = "photos", Name = "a.jpg" };
    private static readonly BlobRef[] Destinations = [new() { Container = "cutouts", Name = "a.png" }];
    private static readonly ChainRef Chain = new() { Name = "classic", Digest = "01" };
    private static readonly CutoutRecipe Recipe = new();

    [Fact]
    public void The_key_of_a_job_is_the_same_in_every_version_of_this_program()
    {
        Assert.Equal(
            "8de4d4724fbafa53b788c3d52065e4302b49d6ea9a5a77f7eb2c5c1ad9ab29bf",
            JobKey.Of(Source, "etag", Recipe, Chain, Destinations));
    }

    [Fact]
    public void Everything_that_decides_the_result_changes_the_key()
    {
        string[] keys =
        [
            JobKey.Of(Source, "etag", Recipe, Chain, Destinations),
            JobKey.Of(Source with { Name = "b.jpg" }, "etag", Recipe, Chain, Destinations),
            JobKey.Of(Source, "other", Recipe, Chain, Destinations),
            JobKey.Of(Source, "etag", new CutoutRecipe { Renditions = [new RenditionRecipe { Background = "#ffffff" }] }, Chain, Destinations),
            JobKey.Of(Source, "etag", new CutoutRecipe { InputAlpha = InputAlpha.Respect }, Chain, Destinations),
            JobKey.Of(Source, "etag", new CutoutRecipe { FirstFrame = true }, Chain, Destinations),
            JobKey.Of(Source, "etag", Recipe, Chain with { Digest = "02" }, Destinations),
            JobKey.Of(Source, "etag", Recipe, Chain, [Destinations[0] with { Name = "b.png" }]),
            JobKey.Of(Source, "etag", Recipe, Chain, Destinations, "trimap"),
            JobKey.Of(Source, "etag", Recipe, Chain, Destinations, "other trimap"),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Fields_do_not_run_into_each_other()
    {
        Assert.NotEqual(
            JobKey.Of(Source with { Name = "ab" }, "c", Recipe, Chain, Destinations),
            JobKey.Of(Source with { Name = "a" }, "bc", Recipe, Chain, Destinations));
    }

    [Fact]
    public void The_id_is_the_first_half_of_the_key()
    {
        var key = JobKey.Of(Source, "etag", Recipe, Chain, Destinations);

        Assert.StartsWith(JobKey.ToId(key).ToString("N"), key, StringComparison.Ordinal);
    }
}
