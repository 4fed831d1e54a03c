namespace Pipeline.Worker.Marketplaces;

/// <summary>Every rule of a marketplace on one file.</summary>
/// <param name="File">Its name.</param>
/// <param name="Marketplace">The marketplace's name.</param>
/// <param name="Results">In the order of the rules.</param>
/// <param name="NotChecked">Rules that nothing here checks, in words.</param>
public sealed record VerificationReport(
    string File, string Marketplace, IReadOnlyList<RuleResult> Results, IReadOnlyList<string> NotChecked)
{
    /// <summary>
    /// Whether the picture was read and no required rule fails. Of a picture that was read, what was not checked does
    /// not count either way.
    /// </summary>
    public bool Passed =>
        IsRead && !Results.Any(r => r is { Outcome: RuleOutcome.Fail, Strength: RuleStrength.Required });

    /// <summary>Whether, on top of that, every recommendation is followed.</summary>
    public bool PassedStrictly => IsRead && !Results.Any(r => r.Outcome == RuleOutcome.Fail);

    private bool IsRead => Results.Single(r => r.Rule == MarketplaceCatalogue.Readable).Outcome == RuleOutcome.Pass;
}
