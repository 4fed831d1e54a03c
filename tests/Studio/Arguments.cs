using System.Globalization;

namespace Pipeline.Studio;

/// <summary>The options after a command: pairs of --name value.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">A name without value, or a value without name.</exception>
    public Arguments(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i += 2)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == words.Count)
            {
                throw new ArgumentException($"Expected --option value at '{words[i]}'.");
            }

            _values[words[i][2..]] = words[i + 1];
        }
    }

    /// <exception cref="ArgumentException">An option that the command does not have.</exception>
    public void Allow(params ReadOnlySpan<string> names)
    {
        foreach (var name in _values.Keys)
        {
            if (!names.Contains(name))
            {
                throw new ArgumentException($"There is no option --{name} here.");
            }
        }
    }

    public string? Text(string name) => _values.GetValueOrDefault(name);

    public int Number(string name, int usual) =>
        _values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    /// <summary>A list of names separated by commas; empty without the option.</summary>
    /// <exception cref="ArgumentException">A name that is not among the allowed ones.</exception>
    public IReadOnlyList<string> Choices(string name, IReadOnlyList<string> allowed)
    {
        var chosen = Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return chosen.FirstOrDefault(choice => !allowed.Contains(choice)) is { } wrong
            ? throw new ArgumentException($"--{name} has no '{wrong}'; there are {string.Join(", ", allowed)}.")
            : chosen;
    }

    /// <summary>The side of the sample grid, a power of two.</summary>
    public int Side(int usual)
    {
        var side = Number("samples", usual);
        return side is 2 or 4 or 8 ? side : throw new ArgumentException("--samples is 2, 4 or 8.");
    }
}
