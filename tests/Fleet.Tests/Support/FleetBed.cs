using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Contracts;
using Pipeline.Services;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Commands;
using Pipeline.Worker.Storage;

namespace Pipeline.Fleet.Tests.Support;

/// <summary>A virtual host and a container of the test's own, with an outsider that submits and listens.</summary>
internal sealed class FleetBed : IAsyncDisposable
{
    private readonly List<IHost> _workers = [];

    private FleetBed(RabbitMqVirtualHost broker, AzuriteServer storage, Outsider outsider) =>
        (Broker, Storage, Outsider) = (broker, storage, outsider);

    public RabbitMqVirtualHost Broker { get; }

    public AzuriteServer Storage { get; }

    public Outsider Outsider { get; }

    public string Container { get; } = AzuriteServer.NewContainerName("fleet");

    public Guid Batch { get; } = Guid.NewGuid();

    public IBlobStore Store => new AzureBlobStore(AzureBlobClients.Make(
        new AzureStorageOptions { ConnectionString = Storage.ConnectionString }));

    private static CancellationToken None => TestContext.Current.CancellationToken;

    /// <param name="node">Null: the one that all tests share.</param>
    public static async Task<FleetBed> MakeAsync(RabbitMqNode? node = null)
    {
        var broker = await (node ?? await RabbitMqNode.SharedAsync()).NewVirtualHostAsync();
        return new FleetBed(broker, await AzuriteServer.SharedAsync(), await Outsider.ConnectAsync(broker));
    }

    /// <summary>Settings of a worker here, with short waits.</summary>
    public Dictionary<string, string?> Settings(params (string Key, string Value)[] others)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Worker:Broker:Host"] = RabbitMqNode.Host,
            ["Worker:Broker:Port"] = $"{Broker.Node.Port}",
            ["Worker:Broker:VirtualHost"] = Broker.Name,
            ["Worker:Broker:User"] = RabbitMqNode.User,
            ["Worker:Broker:Password"] = RabbitMqNode.Password,
            ["Worker:Storage:Kind"] = "Azure",
            ["Worker:Storage:Azure:ConnectionString"] = Storage.ConnectionString,
            ["Worker:Jobs:Concurrency"] = "2",
            ["Worker:Fleet:RetryDelaySeconds:0"] = "1",
            ["Worker:Fleet:QuickRetrySeconds"] = "0.01",
        };
        foreach (var (key, value) in others)
        {
            settings[key] = value;
        }

        return settings;
    }

    /// <summary>Settings of a dispatcher here.</summary>
    /// <param name="folder">Of its ledger.</param>
    /// <param name="others">Go before the usual ones.</param>
    public Dictionary<string, string?> DispatcherSettings(string folder, params (string Key, string Value)[] others)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Dispatcher:Broker:Host"] = RabbitMqNode.Host,
            ["Dispatcher:Broker:Port"] = $"{Broker.Node.Port}",
            ["Dispatcher:Broker:VirtualHost"] = Broker.Name,
            ["Dispatcher:Broker:User"] = RabbitMqNode.User,
            ["Dispatcher:Broker:Password"] = RabbitMqNode.Password,
            ["Dispatcher:Storage:ConnectionString"] = Storage.ConnectionString,
            ["Dispatcher:Ledger:Path"] = Path.Combine(folder, "ledger.db"),
        };
        foreach (var (key, value) in others)
        {
            settings[key] = value;
        }

        return settings;
    }

    /// <summary>A worker within this process.</summary>
    public async Task<IHost> StartWorkerAsync(
        Action<IServiceCollection>? replace = null, params (string Key, string Value)[] settings)
    {
        var builder = WorkerHost.Make(config: null, isVerbose: false);
        builder.Configuration.AddInMemoryCollection(Settings(settings));
        replace?.Invoke(builder.Services);
        var worker = builder.Build();
        _workers.Add(worker);
        await ServeRun.StartAsync(worker, None);
        return worker;
    }

    /// <summary>The chain of this build, for jobs that are submitted before any worker runs.</summary>
    public static ChainRef Standard()
    {
        var builder = WorkerHost.Make(config: null, isVerbose: false);
        using var host = builder.Build();
        return host.Services.GetRequiredService<IInstalledChains>().Resolve("standard");
    }

    /// <summary>A job for a photo that is put into the store first.</summary>
    public async Task<RemoveBackground> UploadAsync(string name, byte[] photo, ChainRef chain)
    {
        var source = new BlobRef { Container = Container, Name = $"photos/{name}" };
        await Store.WriteAsync(source, photo, "image/png", replace: true, None);
        return Job(name, chain, (await Store.ReadAsync(source, long.MaxValue, None))!.ETag);
    }

    /// <summary>A job for a photo that need not be there.</summary>
    public RemoveBackground Job(string name, ChainRef chain, string etag = "0x1")
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes($"{Container}/{name}/{etag}"));
        return new RemoveBackground
        {
            JobId = new Guid(key.AsSpan(0, 16), bigEndian: true),
            JobKey = Convert.ToHexStringLower(key),
            BatchId = Batch,
            Source = new BlobRef { Container = Container, Name = $"photos/{name}" },
            SourceETag = etag,
            Recipe = new CutoutRecipe(),
            Destinations = [new BlobRef { Container = Container, Name = $"cutouts/{name}.png" }],
            Chain = chain,
        };
    }

    public BlobRef RecordOf(RemoveBackground job) =>
        new() { Container = Container, Name = $".pipeline/{job.JobKey}.json" };

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.StopAsync(CancellationToken.None);
            worker.Dispose();
        }

        await Outsider.DisposeAsync();
        await Broker.DisposeAsync();
    }
}
