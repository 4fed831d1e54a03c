namespace Pipeline.Measure.Runs;

/// <summary>What the chain says of one photo beside the cutout.</summary>
/// <param name="Failure">Why there is no cutout; null when there is one.</param>
/// <param name="Confidence">0 to 1, when the chain gives one.</param>
/// <param name="Warnings">What it warns of, when it does.</param>
internal sealed record ChainOutcome(
    string? Failure = null, double? Confidence = null, IReadOnlyList<string>? Warnings = null);
