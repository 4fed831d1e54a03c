namespace Pipeline.Worker;

/// <summary>What the process tells its caller or supervisor; from 64 on as in <c>sysexits.h</c>.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Something of what was asked for is not so.</summary>
    public const int Failed = 1;

    /// <summary>Wrong use, or refused before anything was done.</summary>
    public const int Refused = 2;

    /// <summary>A service does not answer (EX_UNAVAILABLE): later, perhaps.</summary>
    public const int Unavailable = 69;

    /// <summary>
    /// The device that runs the networks has failed for good (EX_OSERR): start again, elsewhere perhaps.
    /// </summary>
    public const int DeviceLost = 71;

    /// <summary>A service answers and refuses us (EX_NOPERM).</summary>
    public const int NoPermission = 77;

    /// <summary>Something is configured wrongly, here or there (EX_CONFIG).</summary>
    public const int Configuration = 78;
}
