using Pipeline.Worker.Segmentation;

namespace Pipeline.Worker.Tests.Segmentation;

public sealed class NetworkOpinionTests
{
    private const int Side = 20;

    [Fact]
    public void Who_wavers_all_over_the_picture_is_not_heard()
    {
        var wavering = Opinion(Look((_, _) => 0.5f));
        var sure = Opinion(Look((_, y) => y < Side / 2 ? 9 : -9));

        Assert.Equal((0, 0), (wavering.Trust, wavering.TrustInShares));
        Assert.Equal(1, sure.Trust);
        Assert.All(wavering.Over(Look((_, _) => -3)), odds => Assert.Equal(-3, odds));
        Assert.Equal(4, sure.Over(new float[Side * Side])[0]);
    }

    [Fact]
    public void Who_is_unsure_of_single_pixels_but_of_one_mind_is_heard_of_shares()
    {
        var opinion = Opinion(Grid(0), Grid(0.2f));

        Assert.Equal((0, 1), (opinion.Trust, opinion.TrustInShares));
    }

    [Fact]
    public void Shares_are_the_mean_of_all_looks_with_the_further_one()
    {
        var shares = Opinion(Grid(0), Grid(0.2f)).SharesWith(Grid(0.4f));

        Assert.Equal(1 / (1 + Math.Exp(-1)), shares[(10 * Side) + 10], 1e-5);
    }

    [Fact]
    public void Who_says_another_thing_at_each_look_is_not_heard_of_shares()
    {
        var opinion = Opinion(Grid(0), Look((x, y) => Inside(x, y) && x < 8 ? 0.8f : -9));

        Assert.InRange(opinion.Agreement, 0, 0.5f);
        Assert.Equal(0, opinion.TrustInShares);
    }

    [Theory]
    [InlineData(5, 15, 20, 1)]
    [InlineData(0, 15, 15, 0)]
    [InlineData(1, 19, 20, 0)]
    public void Shares_along_the_sides_or_over_half_the_picture_are_of_something_unknown_and_the_bottom_may_cut(
        int left, int right, int bottom, float expected)
    {
        var look = Look((x, y) => x >= left && x < right && y >= 6 - left && y < bottom ? 0.8f : -9);

        Assert.Equal(expected, Opinion(look, look).TrustInShares, 1e-3);
    }

    [Fact]
    public void Who_is_sure_everywhere_needs_no_shares()
    {
        var sure = Look((x, y) => Inside(x, y) ? 9 : -9);

        Assert.Equal((1, 0), (Opinion(sure, sure).Trust, Opinion(sure, sure).TrustInShares));
    }

    private static NetworkOpinion Opinion(params float[][] looks) => new(looks, Side);

    /// <summary>Something in the middle of which each pixel is about two thirds.</summary>
    private static float[] Grid(float more) => Look((x, y) => Inside(x, y) ? 0.8f + more : -9);

    private static bool Inside(int x, int y) => x is >= 5 and < 15 && y is >= 5 and < 15;

    private static float[] Look(Func<int, int, float> odds) =>
        [.. Enumerable.Range(0, Side * Side).Select(i => odds(i % Side, i / Side))];
}
