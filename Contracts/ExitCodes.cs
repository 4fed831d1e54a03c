namespace Pipeline.Contracts;

/// <summary>What every program tells its caller or supervisor; from 64 on as in <c>sysexits.h</c>.</summary>
public static class ExitCodes
{
    /// <summary>Done; of photos that were waited for: every one has its cutout.</summary>
    public const int Complete = 0;

    /// <summary>Something asked for is not so: some photos have no cutout; each with a stated reason.</summary>
    public const int SomeFailed = 1;

    /// <summary>Refused before work began.</summary>
    public const int Refused = 2;

    /// <summary>The command line is wrong (EX_USAGE).</summary>
    public const int Usage = 64;

    /// <summary>
    /// Broker, storage or ledger cannot be reached, or a native library does not load, so that a chain fails on its
    /// built-in picture (EX_UNAVAILABLE).
    /// </summary>
    public const int Unavailable = 69;

    /// <summary>
    /// The device that runs the networks has failed for good (EX_OSERR): start again, elsewhere perhaps.
    /// </summary>
    public const int DeviceLost = 71;

    /// <summary>A file or folder for results, reports or records cannot be made or written (EX_CANTCREAT).</summary>
    public const int CannotCreate = 73;

    /// <summary>Writing failed while the work went on: a full disk, for example (EX_IOERR).</summary>
    public const int WriteFailed = 74;

    /// <summary>They answer and do not let us in (EX_NOPERM).</summary>
    public const int NoPermission = 77;

    /// <summary>
    /// A setting is missing or wrong, or broker or ledger are set up otherwise than the program needs (EX_CONFIG).
    /// </summary>
    public const int Configuration = 78;

    /// <summary>Stopped by the user (128 + SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>Nobody reads the standard output any more (128 + SIGPIPE).</summary>
    public const int PipeClosed = 141;
}
