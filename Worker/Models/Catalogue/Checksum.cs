namespace Pipeline.Worker.Models.Catalogue;

/// <summary>What a file's bytes come to.</summary>
internal sealed record Checksum
{
    public required ChecksumKind Kind { get; init; }

    /// <summary>Lower-case hexadecimal.</summary>
    public required string Value { get; init; }

    /// <summary>Digits that a value of <paramref name="kind"/> has.</summary>
    public static int DigitsOf(ChecksumKind kind) => kind switch
    {
        ChecksumKind.Sha256 => 64,
        ChecksumKind.Md5 => 32,
        ChecksumKind.GitBlob => 40,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Value}";
}
