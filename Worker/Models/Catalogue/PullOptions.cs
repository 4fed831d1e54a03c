namespace Pipeline.Worker.Models.Catalogue;

/// <summary>How patiently files are fetched.</summary>
internal sealed record PullOptions
{
    /// <summary>Tries of one file, each going on where the one before broke off.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Wait before the second try; doubled for each further one.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long nothing may come before a try counts as broken off.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where nobody says how large a file is, it is not larger than this.</summary>
    public long MostBytes { get; init; } = 4L << 30;
}
