namespace Pipeline.Contracts;

/// <summary>What a marketplace's rules say of a written file, as far as a program can tell.</summary>
public sealed record MarketplaceVerdict
{
    /// <summary>Whose rules, such as <c>amazon</c>.</summary>
    public required string Marketplace { get; init; }

    /// <summary>Whether no rule that was required on the day of the check is broken.</summary>
    public required bool Passed { get; init; }

    /// <summary>The rules that are broken, recommendations too, each as <c>rule: sentence</c>.</summary>
    public required IReadOnlyList<string> Broken { get; init; }
}
