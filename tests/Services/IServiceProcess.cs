namespace Pipeline.Services;

/// <summary>A server that belongs to this process and ends with it, however that ends.</summary>
internal interface IServiceProcess : IAsyncDisposable
{
    /// <summary>Where it listens.</summary>
    int Port { get; }

    /// <summary>It could not start, or has ended by itself.</summary>
    bool HasEnded { get; }

    /// <summary>Whether <see cref="KillAsync"/> is possible.</summary>
    bool CanBeKilled { get; }

    /// <summary>Ends the server as a power cut would; its files stay.</summary>
    Task KillAsync();

    /// <summary>Starts a killed server again, on the same files and port.</summary>
    Task RestartAsync();

    /// <summary>A command that <c>deploy/native/serve</c> knows for this server.</summary>
    Task TellAsync(string command);
}
