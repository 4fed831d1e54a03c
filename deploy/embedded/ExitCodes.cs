namespace Pipeline.Embedded;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCodes
{
    /// <summary>Every photo has its cutout.</summary>
    public const int Complete = 0;

    /// <summary>Some photos have no cutout; each with a stated reason.</summary>
    public const int SomeFailed = 1;

    /// <summary>Wrong use, or refused before work began.</summary>
    public const int Refused = 2;

    /// <summary>Stopped by the user before every photo was begun (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
