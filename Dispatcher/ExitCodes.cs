namespace Pipeline.Dispatcher;

/// <summary>What the process tells its caller; from 64 on as in <c>sysexits.h</c>.</summary>
public static class ExitCodes
{
    /// <summary>Done; of a batch that was waited for: every photo has its cutout.</summary>
    public const int Complete = 0;

    /// <summary>Some photos have no cutout; each with a stated reason.</summary>
    public const int SomeFailed = 1;

    /// <summary>Wrong use, or refused before work began.</summary>
    public const int Refused = 2;

    /// <summary>Broker, storage or ledger cannot be reached.</summary>
    public const int Unavailable = 69;

    /// <summary>They can, and do not let us in.</summary>
    public const int NoPermission = 77;

    /// <summary>
    /// A setting is missing or wrong, or broker or ledger are set up otherwise than this program needs.
    /// </summary>
    public const int Configuration = 78;

    /// <summary>Stopped by the user (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
