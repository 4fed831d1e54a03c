using Pipeline.Contracts;
using Pipeline.Dispatcher.Jobs;

namespace Pipeline.Dispatcher.Tests.Jobs;

public sealed class JobKeyTests
{
    private static readonly BlobRef Source = new() { Container = "photos", Name = "a.jpg" };
    private static readonly BlobRef Destination = new() { Container = "cutouts", Name = "a.png" };
    private static readonly ChainRef Chain = new() { Name = "classic", Digest = "01" };
    private static readonly CutoutRecipe Recipe = new();

    [Fact]
    public void The_key_of_a_job_is_the_same_in_every_version_of_this_program()
    {
        Assert.Equal(
            "c9cc87b7acd6b6229d3b4f80208e9341b1080931bdaace8e54ac599f13076043",
            JobKey.Of(Source, "etag", Recipe, Chain, Destination));
    }

    [Fact]
    public void Everything_that_decides_the_result_changes_the_key()
    {
        string[] keys =
        [
            JobKey.Of(Source, "etag", Recipe, Chain, Destination),
            JobKey.Of(Source with { Name = "b.jpg" }, "etag", Recipe, Chain, Destination),
            JobKey.Of(Source, "other", Recipe, Chain, Destination),
            JobKey.Of(Source, "etag", new CutoutRecipe { Background = "#ffffff" }, Chain, Destination),
            JobKey.Of(Source, "etag", new CutoutRecipe { InputAlpha = InputAlpha.Respect }, Chain, Destination),
            JobKey.Of(Source, "etag", new CutoutRecipe { FirstFrame = true }, Chain, Destination),
            JobKey.Of(Source, "etag", Recipe, Chain with { Digest = "02" }, Destination),
            JobKey.Of(Source, "etag", Recipe, Chain, Destination with { Name = "b.png" }),
            JobKey.Of(Source, "etag", Recipe, Chain, Destination, "trimap"),
            JobKey.Of(Source, "etag", Recipe, Chain, Destination, "other trimap"),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Fields_do_not_run_into_each_other()
    {
        Assert.NotEqual(
            JobKey.Of(Source with { Name = "ab" }, "c", Recipe, Chain, Destination),
            JobKey.Of(Source with { Name = "a" }, "bc", Recipe, Chain, Destination));
    }

    [Fact]
    public void The_id_is_the_first_half_of_the_key()
    {
        var key = JobKey.Of(Source, "etag", Recipe, Chain, Destination);

        Assert.StartsWith(JobKey.ToId(key).ToString("N"), key, StringComparison.Ordinal);
    }
}
