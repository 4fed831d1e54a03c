using System.Text.RegularExpressions;

namespace Pipeline.Worker;

/// <summary>Says in a sentence which native library does not load, and why.</summary>
public static partial class NativeLibraries
{
    /// <param name="error">What was thrown.</param>
    /// <returns>Null where it is about something else.</returns>
    public static string? Explain(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
            {
                return Sentence(cause.Message);
            }
        }

        return null;
    }

    private static string Sentence(string message)
    {
        var library = Quoted().Match(message) is { Success: true } name ? name.Groups["name"].Value : "of the program";
        var missing = Missing().Matches(message).Select(match => match.Groups["name"].Value)
            .FirstOrDefault(name => !name.Contains(library, StringComparison.Ordinal));
        if (missing is not null)
        {
            return $"The native library {library} cannot be loaded, because {missing} is not installed: "
                + "install the package that contains it.";
        }

        var damage = Damaged().Match(message);
        return damage.Success
            ? $"The native library {library} cannot be loaded: {damage.Value.Trim()}."
            : $"The native library {library} cannot be loaded: the file, or something that it needs, is missing.";
    }

    [GeneratedRegex("'(?<name>[^']+)'")]
    private static partial Regex Quoted();

    /// <summary>What the loader names without a path is a library that another one needs.</summary>
    [GeneratedRegex(@"^(?<name>[^\s/:]+\.so[.\d]*): cannot open shared object file", RegexOptions.Multiline)]
    private static partial Regex Missing();

    /// <summary>A file that is there and is no library, such as one cut short.</summary>
    [GeneratedRegex(@"^/[^\n:]+: (?!cannot open shared object file)[^\n]+$", RegexOptions.Multiline)]
    private static partial Regex Damaged();
}
