namespace Pipeline.Contracts;

/// <summary>
/// Claim check: where a picture lies, never the picture itself. A container and a name inside it, relative and with
/// forward slashes, so that the same reference means the same blob in Azure Storage and in a local folder.
/// </summary>
public sealed record BlobRef
{
    /// <summary>Azure's limit for a blob name.</summary>
    public const int MaxNameLength = 1024;

    /// <summary>Container name; one path segment.</summary>
    /// <exception cref="ArgumentException">Empty, too long, or not a single plain segment.</exception>
    public required string Container
    {
        get;
        init => field = IsSegment(value) && value.Length <= 63
            ? value
            : throw new ArgumentException($"'{value}' is not a container name.", nameof(Container));
    }

    /// <summary>Name inside the container, such as <c>shoes/red/0001.jpg</c>.</summary>
    /// <exception cref="ArgumentException">Absolute, empty, too long, with an empty, <c>.</c> or <c>..</c> segment,
    /// a backslash or a control character.</exception>
    public required string Name
    {
        get;
        init => field = IsName(value)
            ? value
            : throw new ArgumentException($"'{value}' is not a blob name.", nameof(Name));
    }

    /// <summary>Whether <paramref name="name"/> could be a <see cref="Name"/>.</summary>
    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= MaxNameLength } && name.Split('/').All(IsSegment);

    public override string ToString() => $"{Container}/{Name}";

    private static bool IsSegment(string? segment) =>
        !string.IsNullOrEmpty(segment) && segment is not ("." or "..")
        && !segment.Any(c => c is '/' or '\\' || char.IsControl(c));
}
