using Pipeline.Contracts;

namespace Pipeline.Worker.Chains;

/// <summary>A chain fails on the built-in picture, so it would fail on every photo. The message says why in one sentence.</summary>
public sealed class ChainUnusableException : Exception
{
    public ChainUnusableException(ChainRef chain, Exception cause)
        : base($"The chain {chain.Name} does not work on this machine. {Because(cause)}", cause)
    {
    }

    private static string Because(Exception cause) => NativeLibraries.Explain(cause)
        ?? $"It failed on its built-in test picture: {cause.Message.Split('\n')[0].Trim().TrimEnd('.')} ({cause.GetType().Name}).";
}
