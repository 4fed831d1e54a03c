using Pipeline.Worker.Segmentation;

namespace Pipeline.Worker.Tests.Segmentation;

public sealed class NetworkOpinionTests
{
    private const int Side = 20;

    /// <summary>Mean entropy, bits, of shares that were drawn neither clearly nor vaguely.</summary>
    private const float Usual = 0.1f;

    [Fact]
    public void Who_wavers_all_over_the_picture_is_not_heard()
    {
        var wavering = Opinion(Look((_, _) => 0.5f));
        var sure = Opinion(Look((_, y) => y < Side / 2 ? 9 : -9));

        Assert.Equal((0, 0), (wavering.Trust, InShares(wavering, Look((_, _) => 0.5f))));
        Assert.Equal(1, sure.Trust);
        Assert.All(wavering.Over(Look((_, _) => -3)), odds => Assert.Equal(-3, odds));
        Assert.Equal(4, sure.Over(new float[Side * Side])[0]);
    }

    [Fact]
    public void Who_is_unsure_of_single_pixels_but_of_one_mind_is_heard_of_shares()
    {
        var opinion = Opinion(Grid(0), Grid(0.2f));

        Assert.Equal((0, 1), (opinion.Trust, InShares(opinion, Grid(0))));
    }

    [Fact]
    public void What_is_said_is_the_mean_of_all_looks_with_the_further_one()
    {
        var odds = Opinion(Grid(0), Grid(0.2f)).LogOddsWith(Grid(0.4f));

        Assert.Equal(1, odds[(10 * Side) + 10], 1e-5);
    }

    [Fact]
    public void Who_says_another_thing_at_each_look_is_not_heard_of_shares()
    {
        var opinion = Opinion(Grid(0), Look((x, y) => Inside(x, y) && x < 8 ? 0.8f : -9));

        Assert.InRange(opinion.Agreement, 0, 0.5f);
        Assert.Equal(0, InShares(opinion, Grid(0)));
    }

    [Theory]
    [InlineData(0.03f, 1)]
    [InlineData(0.04f, 0.5f)]
    [InlineData(0.05f, 0)]
    public void Where_looks_differ_a_clear_drawing_is_believed(float entropy, float expected)
    {
        var opinion = Opinion(Grid(0), Look((x, y) => Inside(x, y) && x < 8 ? 0.8f : -9));

        Assert.Equal(expected, InShares(opinion, Grid(0), entropy), 1e-3);
    }

    [Theory]
    [InlineData(5, 15, 20, 1)]
    [InlineData(0, 15, 15, 0)]
    [InlineData(1, 19, 20, 0)]
    public void Shares_along_the_sides_or_over_half_the_picture_are_of_something_unknown_and_the_bottom_may_cut(
        int left, int right, int bottom, float expected)
    {
        var look = Look((x, y) => x >= left && x < right && y >= 6 - left && y < bottom ? 0.8f : -9);

        var opinion = Opinion(look, look);

        Assert.Equal((expected, expected > 0), (InShares(opinion, look), opinion.MayHoldShares));
    }

    [Theory]
    [InlineData(3, 0, true, 1)]
    [InlineData(3, 3, true, 0)]
    [InlineData(6, 6, false, 0)]
    public void A_thin_part_in_the_frame_is_wide_to_the_looks_so_the_drawing_of_it_decides(
        int seen, int drawn, bool mayHoldShares, float trust)
    {
        var opinion = Opinion(WithBar(seen), WithBar(seen));

        Assert.Equal((mayHoldShares, trust), (opinion.MayHoldShares, InShares(opinion, WithBar(drawn))));
    }

    [Fact]
    public void Who_is_sure_everywhere_is_heard_of_shares_whatever_they_are()
    {
        var sure = Look((_, y) => y < Side / 2 ? 9 : -9);

        Assert.Equal((1, 1, true), (Opinion(sure).Trust, InShares(Opinion(sure), sure, 1), Opinion(sure).MayHoldShares));
    }

    private static float InShares(NetworkOpinion opinion, float[] drawn, float entropy = Usual) =>
        opinion.TrustInShares(Array.ConvertAll(drawn, Logistic.Of), Side, entropy);

    private static NetworkOpinion Opinion(params float[][] looks) => new(looks, Side);

    /// <summary>Something in the middle of which each pixel is about two thirds.</summary>
    private static float[] Grid(float more) => Look((x, y) => Inside(x, y) ? 0.8f + more : -9);

    /// <summary>The same with a bar so many pixels high from it to the left side.</summary>
    private static float[] WithBar(int height) =>
        Look((x, y) => Inside(x, y) || (x < 5 && y >= 5 && y < 5 + height) ? 0.8f : -9);

    private static bool Inside(int x, int y) => x is >= 5 and < 15 && y is >= 5 and < 15;

    private static float[] Look(Func<int, int, float> odds) =>
        [.. Enumerable.Range(0, Side * Side).Select(i => odds(i % Side, i / Side))];
}
