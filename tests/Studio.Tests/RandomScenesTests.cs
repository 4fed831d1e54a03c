using Pipeline.Studio.Scenes;

namespace Pipeline.Studio.Tests;

public sealed class RandomScenesTests
{
    private const int Many = 4000;

    public static TheoryData<string> AllTraits => [.. Traits.All];

    [Theory]
    [MemberData(nameof(AllTraits))]
    public void Scene_of_every_trait_shows_a_subject(string trait)
    {
        var plan = Photograph.First(trait);

        var frame = Photograph.Take(plan, 24);

        Assert.Contains(trait, plan.Traits);
        Assert.Contains(frame.Alpha, a => a > 0);
        Assert.Contains(frame.Alpha, a => a == 0);
        Assert.Contains(frame.Foreground, value => value > 0);
    }

    [Fact]
    public void Mix_is_a_catalogues()
    {
        var plans = Enumerable.Range(1, Many).Select(ScenePlan.Draw).ToArray();

        Assert.InRange(Share(p => p.Kind is "white" or "gradient" or "vignette" or "paper" or "black"), 0.55, 0.62);
        foreach (var trait in Traits.All.Except([Traits.Holes, Traits.Thin, Traits.Cropped]))
        {
            Assert.InRange(Share(p => p.Traits.Contains(trait)), 0.07, 0.18);
        }

        double Share(Func<ScenePlan, bool> is1) => plans.Count(is1) / (double)Many;
    }

    [Fact]
    public void Scenes_asked_for_are_those_of_the_full_list_that_fit()
    {
        var asked = RandomScenes.From(1, [Traits.Hair, Traits.Glass], ["paper", "wood"]).Take(6).ToArray();

        var fitting = Enumerable.Range(1, asked[^1].Seed).Select(ScenePlan.Draw)
            .Where(p => p.Kind is "paper" or "wood" && p.Traits.Any(t => t is Traits.Hair or Traits.Glass));
        Assert.Equal(fitting.Select(p => p.Seed), asked.Select(p => p.Seed));
    }

    [Fact]
    public void Scenes_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => RandomScenes.From(1, [Traits.WhiteOnWhite], ["wood"]).First());
    }
}
