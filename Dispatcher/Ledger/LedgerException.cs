namespace Pipeline.Dispatcher.Ledger;

/// <summary>The ledger cannot be used as it is; the message is a sentence for the operator.</summary>
public sealed class LedgerException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
