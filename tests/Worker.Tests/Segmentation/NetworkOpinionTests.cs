using Pipeline.Worker.Segmentation;

namespace Pipeline.Worker.Tests.Segmentation;

public sealed class NetworkOpinionTests
{
    private const int Side = 20;

    /// <summary>Mean entropy, bits, of shares that were drawn neither clearly nor vaguely.</summary>
    private const float Usual = 0.1f;

    [Fact]
    public void Who_wavers_all_over_the_picture_is_one_cue_among_others()
    {
        var wavering = Opinion(Look((_, _) => 0.5f));

        Assert.Equal((0, 0, false), Heard(wavering));
        Assert.All(wavering.Over(Look((_, _) => -3)), odds => Assert.Equal(-2.7f, odds, 1e-5));
    }

    [Fact]
    public void Who_sees_the_same_at_each_look_is_heard_though_unsure_of_single_pixels()
    {
        var opinion = Opinion(Grid(0), Grid(0.2f));

        Assert.Equal((1, 1, true), Heard(opinion));
        Assert.Equal(0.9f, opinion.Over(new float[Side * Side])[(10 * Side) + 10], 1e-5);
    }

    [Fact]
    public void No_single_pixel_is_believed_without_bounds() =>
        Assert.Equal(4, Opinion(Grid(9)).Over(new float[Side * Side])[(10 * Side) + 10]);

    [Fact]
    public void What_is_said_is_the_mean_of_all_looks_with_the_further_one()
    {
        var odds = Opinion(Grid(0), Grid(0.2f)).LogOddsWith(Grid(0.4f));

        Assert.Equal(1, odds[(10 * Side) + 10], 1e-5);
    }

    [Fact]
    public void Who_says_another_thing_at_each_look_is_not_heard_but_may_draw()
    {
        var opinion = Split();

        Assert.InRange(opinion.Agreement, 0, 0.5f);
        Assert.Equal((0, 0, true), Heard(opinion));
    }

    [Theory]
    [InlineData(-0.6f, 0, 0)]
    [InlineData(-0.549f, 0, 0.5f)]
    [InlineData(-0.43f, 0.55f, 1)]
    public void Less_agreement_is_asked_for_where_the_backdrop_shows_through(float less, float trust, float seenThrough)
    {
        var opinion = Opinion(Grid(0), Grid(less));

        Assert.Equal(trust, opinion.Trust, 0.1f);
        Assert.Equal(seenThrough, opinion.TrustWhereSeenThrough, 0.1f);
    }

    [Theory]
    [InlineData(0.02f, 1)]
    [InlineData(0.025f, 0.5f)]
    [InlineData(0.03f, 0)]
    public void Where_looks_differ_a_clear_drawing_is_believed(float entropy, float expected) =>
        Assert.Equal(expected, Split().TrustInShares(entropy), 1e-3);

    [Theory]
    [InlineData(5, 15, 20, 1)]
    [InlineData(0, 15, 15, 0)]
    [InlineData(1, 19, 20, 0)]
    public void What_runs_along_the_sides_or_over_half_the_picture_is_unknown_and_the_bottom_may_cut(
        int left, int right, int bottom, float expected)
    {
        var look = Look((x, y) => x >= left && x < right && y >= 6 - left && y < bottom ? 4 : -9);

        Assert.Equal((expected, expected, expected > 0), Heard(Opinion(look, look)));
    }

    [Fact]
    public void That_there_is_nothing_is_not_believed_whoever_says_it()
    {
        var opinion = Opinion(Look((_, _) => -9), Look((_, _) => -9));

        Assert.Equal((0, 0, false), Heard(opinion));
        Assert.All(opinion.Over(Look((_, _) => 1)), odds => Assert.Equal(1, odds));
    }

    private static (float Trust, float InShares, bool MayHoldShares) Heard(NetworkOpinion opinion) =>
        (opinion.Trust, opinion.TrustInShares(Usual), opinion.MayHoldShares);

    private static NetworkOpinion Split() =>
        Opinion(Grid(0), Look((x, y) => Inside(x, y) && x < 8 ? 0.8f : -9));

    private static NetworkOpinion Opinion(params float[][] looks) => new(looks, Side);

    /// <summary>Something in the middle of which each pixel is about two thirds.</summary>
    private static float[] Grid(float more) => Look((x, y) => Inside(x, y) ? 0.8f + more : -9);

    private static bool Inside(int x, int y) => x is >= 5 and < 15 && y is >= 5 and < 15;

    private static float[] Look(Func<int, int, float> odds) =>
        [.. Enumerable.Range(0, Side * Side).Select(i => odds(i % Side, i / Side))];
}
