using System.Text.RegularExpressions;

namespace Pipeline.Contracts;

/// <summary>What is wrong with a command line, in one sentence and with the way to the help.</summary>
public static partial class UsageError
{
    /// <param name="message">What the parser says; it may have several lines and name types of the program.</param>
    /// <param name="symbol">The option or argument that it is about; null where there is none.</param>
    /// <param name="command">The command as the user types it, such as <c>deploy/dispatcher submit</c>.</param>
    public static string Describe(string message, string? symbol, string command)
    {
        var sentence = ExpectedType().Replace(message, type => type.Groups[1].Value switch
        {
            "Int32" or "Int64" => " as a whole number",
            "Double" => " as a number",
            _ => "",
        });
        sentence = Whitespace().Replace(sentence, " ").Trim().TrimEnd('.');
        var about = symbol is null || sentence.Contains(symbol, StringComparison.Ordinal) ? "" : $"{symbol}: ";
        return $"{about}{sentence}. See {command} --help.";
    }

    [GeneratedRegex(@" as expected type 'System\.(?:Nullable`1\[System\.)?(\w+)\]?'")]
    private static partial Regex ExpectedType();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
