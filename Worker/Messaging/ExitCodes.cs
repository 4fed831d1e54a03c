namespace Pipeline.Worker.Messaging;

/// <summary>What the process tells its supervisor; the conventions of <c>sysexits.h</c>.</summary>
internal static class ExitCodes
{
    /// <summary>A service does not answer (EX_UNAVAILABLE): later, perhaps.</summary>
    public const int Unavailable = 69;

    /// <summary>A service answers and refuses us (EX_NOPERM).</summary>
    public const int NoPermission = 77;

    /// <summary>Something is configured wrongly, here or there (EX_CONFIG).</summary>
    public const int Configuration = 78;
}
