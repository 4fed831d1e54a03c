namespace Pipeline.Worker.Models.Catalogue;

/// <summary>What the publisher of a file publishes to check it by.</summary>
internal enum ChecksumKind
{
    Sha256,

    /// <summary>
    /// Good against damage, not against an attacker; what is installed is pinned by SHA-256 in any case.
    /// </summary>
    Md5,

    /// <summary>
    /// The name of a file's content in a git repository: SHA-1 over a header with its length, and the content.
    /// </summary>
    GitBlob,
}
