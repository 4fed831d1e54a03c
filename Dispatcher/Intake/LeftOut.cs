namespace Pipeline.Dispatcher.Intake;

/// <summary>What a listing has passed over, other than names that begin with a dot.</summary>
public sealed record LeftOut
{
    private const int Shown = 3;

    /// <summary>Files that are no images.</summary>
    public int OtherFiles { get; init; }

    /// <summary>Names of folders of cutouts and reports of earlier runs, which were not looked into.</summary>
    public IReadOnlyList<string> Results { get; init; } = [];

    /// <summary>Names of links to a folder that they lie in themselves, which were not followed.</summary>
    public IReadOnlyList<string> Loops { get; init; } = [];

    /// <summary>All of it in one sentence; null where nothing was left out.</summary>
    public string? Sentence
    {
        get
        {
            string[] parts =
            [
                .. OtherFiles == 0 ? Array.Empty<string>() : [OtherFiles == 1 ? "1 file that is no image" : $"{OtherFiles} files that are no images"],
                .. Named(Results, "results of an earlier run"),
                .. Named(Loops, "a link to a folder around it"),
            ];
            return parts.Length == 0 ? null : $"Left out: {string.Join("; ", parts)}.";
        }
    }

    private static IEnumerable<string> Named(IReadOnlyList<string> names, string what)
    {
        if (names.Count > 0)
        {
            var more = names.Count > Shown ? $" and {names.Count - Shown} more" : "";
            yield return $"{string.Join(", ", names.Take(Shown))}{more} ({what})";
        }
    }
}
