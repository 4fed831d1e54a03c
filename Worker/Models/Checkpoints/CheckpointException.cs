namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>
/// The file is not a checkpoint that is read here: damaged, truncated, of another kind, or asking for more than data.
/// Its message is for the operator.
/// </summary>
internal sealed class CheckpointException(string message) : Exception(message)
{
    private const int LongestQuote = 80;

    /// <summary>Text from the file as a message may carry it: short, and without control characters.</summary>
    public static string Quote(string text) =>
        string.Concat(text.Take(LongestQuote).Select(c => c is >= ' ' and <= '~' ? c : '?'));
}
