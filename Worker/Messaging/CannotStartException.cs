namespace Pipeline.Worker.Messaging;

/// <summary>What keeps the process from starting, in one sentence for the operator.</summary>
internal sealed class CannotStartException(int exitCode, string sentence, Exception? inner = null)
    : Exception(sentence, inner)
{
    /// <summary>By the conventions of <c>sysexits.h</c>.</summary>
    public int ExitCode { get; } = exitCode;
}
