namespace Pipeline.Worker.Commands;

/// <summary>What <c>models</c> tells its caller.</summary>
internal static class ModelsExitCodes
{
    public const int Done = 0;

    /// <summary>Something of what was asked for is not so.</summary>
    public const int Failed = 1;

    /// <summary>Wrong use, or refused before anything was done.</summary>
    public const int Refused = 2;
}
