namespace Pipeline.Contracts.Tests;

public sealed class UsageErrorTests
{
    [Theory]
    [InlineData("Option '--out' is required.", null, "Option '--out' is required. See some/program --help.")]
    [InlineData("Cannot parse argument 'x' for option '--n' as expected type 'System.Int32'.", "--n",
        "Cannot parse argument 'x' for option '--n' as a whole number. See some/program --help.")]
    [InlineData("Argument 'x' not recognized. Must be one of:\n\t'a'\n\t'b'", "--mode",
        "--mode: Argument 'x' not recognized. Must be one of: 'a' 'b'. See some/program --help.")]
    public void One_sentence_names_the_option_and_the_way_to_the_help(string message, string? symbol, string expected)
    {
        Assert.Equal(expected, UsageError.Describe(message, symbol, "some/program"));
    }
}
