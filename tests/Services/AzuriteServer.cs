using System.Net.Sockets;
using DotNet.Testcontainers.Builders;

namespace Pipeline.Services;

/// <summary>Azure Blob storage on this machine, one per test process. Tests take containers of their own.</summary>
public sealed class AzuriteServer
{
    public const string Account = "devstoreaccount1";

    /// <summary>Azurite's published key, the same on every machine.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Host = "127.0.0.1";

    private static readonly Lazy<Task<AzuriteServer>> Shared = new(StartAsync);
    private readonly IServiceProcess _process;

    private AzuriteServer(IServiceProcess process) => _process = process;

    public Uri BlobEndpoint => new($"http://{Host}:{_process.Port}/{Account}");

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={BlobEndpoint};";

    /// <summary>False in a container.</summary>
    public bool CanBeKilled => _process.CanBeKilled;

    /// <summary>The server of this test process.</summary>
    public static Task<AzuriteServer> SharedAsync() => Shared.Value;

    /// <summary>A server of its own, for tests that kill it.</summary>
    public static async Task<AzuriteServer> StartAsync()
    {
        var server = new AzuriteServer(
            DockerEngine.IsThere ? await StartContainerAsync() : NativeService.Start("azurite", FreePorts.Take()));
        await server.WaitUntilReadyAsync();
        return server;
    }

    /// <summary>A container's name that no other test uses; the container is not made.</summary>
    public static string NewContainerName(string prefix) => $"{prefix}-{Guid.NewGuid():N}";

    public Task KillAsync() => _process.KillAsync();

    public async Task RestartAsync()
    {
        await _process.RestartAsync();
        await WaitUntilReadyAsync();
    }

    /// <summary>For servers from <see cref="StartAsync"/>; the shared one ends with the process.</summary>
    public async Task StopAsync() => await _process.DisposeAsync();

    private static async Task<IServiceProcess> StartContainerAsync()
    {
        const int Blob = 10000;
        var container = new ContainerBuilder("mcr.microsoft.com/azure-storage/azurite:3.35.0")
            .WithCommand("azurite-blob", "--blobHost", "0.0.0.0", "--skipApiVersionCheck", "--disableTelemetry")
            .WithPortBinding(Blob, true)
            .WithWaitStrategy(Wait.ForUnixContainer().UntilInternalTcpPortIsAvailable(Blob))
            .Build();
        return await ContainerService.StartAsync(container, Blob);
    }

    private Task WaitUntilReadyAsync() => Readiness.WaitAsync("Azurite", _process, async () =>
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Host, _process.Port);
    });
}
