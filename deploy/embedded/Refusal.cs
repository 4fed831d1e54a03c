namespace Pipeline.Embedded;

/// <summary>Why the work does not begin.</summary>
/// <param name="ExitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="Sentence">For the user.</param>
internal sealed record Refusal(int ExitCode, string Sentence);
