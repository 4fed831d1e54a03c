using System.Text.RegularExpressions;

namespace Pipeline.Dispatcher.Intake.Sources;

/// <summary>A container, or the names in it that begin with a prefix: <c>photos</c>, <c>photos/shoes/</c>.</summary>
public sealed partial record ContainerPath(string Container, string Prefix)
{
    /// <summary>Reads <c>container</c> or <c>container/prefix</c>.</summary>
    /// <exception cref="ArgumentException">The container's name is none that Azure allows.</exception>
    public static ContainerPath Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var container = slash < 0 ? text : text[..slash];
        return IsContainer(container)
            ? new ContainerPath(container, slash < 0 ? "" : text[(slash + 1)..])
            : throw new ArgumentException(
                $"'{container}' is not a container's name: 3 to 63 of a–z, 0–9 and single hyphens.", nameof(text));
    }

    /// <summary>Whether Azure has containers of this name.</summary>
    public static bool IsContainer(string name) => ContainerName().IsMatch(name);

    public override string ToString() => Prefix.Length == 0 ? Container : $"{Container}/{Prefix}";

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex ContainerName();
}
