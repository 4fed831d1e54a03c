namespace Pipeline.Contracts;

/// <summary>Standard output takes nothing; the message is a sentence for the user.</summary>
public sealed class StandardOutputException(IOException inner) : IOException(
    $"Standard output cannot be written: {DiskTrouble.Of(inner)?.Cause ?? inner.Message}.", inner)
{
    private const int BrokenPipe = 32;

    /// <summary>Its reader has gone, as in <c>| head -1</c>: nobody needs to be told.</summary>
    public bool IsReaderGone { get; } = inner.HResult == BrokenPipe;

    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode => IsReaderGone ? ExitCodes.PipeClosed : ExitCodes.WriteFailed;
}
