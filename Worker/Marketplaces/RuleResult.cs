namespace Pipeline.Worker.Marketplaces;

/// <summary>One rule on one file.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Strength">On the day of the check.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Measured">The figure in words, or why there is none.</param>
/// <param name="Demanded">What the rule wants, in words.</param>
/// <param name="Source">Where the rule stands.</param>
public sealed record RuleResult(
    string Rule, RuleStrength Strength, RuleOutcome Outcome, string Measured, string Demanded, RuleSource Source)
{
    /// <summary>Measured and demanded in one sentence.</summary>
    public string Sentence => Outcome == RuleOutcome.NotChecked
        ? $"not checked: {Measured}"
        : $"{Measured}; {(Strength == RuleStrength.Required ? "demanded" : "advised")}: {Demanded}";
}
