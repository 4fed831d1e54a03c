using Pipeline.Worker.Marketplaces;

namespace Pipeline.Worker.Tests.Marketplaces;

public sealed class GtinTests
{
    [Theory]
    [InlineData("00012345678905", true)]
    [InlineData("10012345678902", true)]
    [InlineData("00012345678904", false)]
    [InlineData("0001234567890", false)]
    [InlineData("0001234567890x", false)]
    [InlineData("", false)]
    public void A_gtin_has_fourteen_digits_and_its_check_digit(string text, bool expected)
    {
        Assert.Equal(expected, Gtin.IsGtin14(text));
    }
}
