namespace Pipeline.Dispatcher;

/// <summary>Work cannot begin or go on; the message is a sentence for the operator.</summary>
public sealed class RefusedException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
