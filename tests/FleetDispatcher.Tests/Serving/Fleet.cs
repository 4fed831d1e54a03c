using System.Globalization;
using Azure.Storage.Blobs;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Ledger.Sql;
using Pipeline.Services;

namespace Pipeline.FleetDispatcher.Tests.Serving;

/// <summary>
/// A virtual host, two containers and a ledger for one test, and the settings that lead the dispatcher to them.
/// </summary>
internal sealed class Fleet : IAsyncDisposable
{
    /// <summary>Longer than anything takes; a test that waits for it has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-fleet-").FullName;
    private readonly LedgerDatabase _database;

    private Fleet(RabbitMqVirtualHost broker, AzuriteServer storage, string? postgres)
    {
        Broker = broker;
        Account = new BlobServiceClient(storage.ConnectionString, new BlobClientOptions());
        Photos = AzuriteServer.NewContainerName("photos");
        Cutouts = AzuriteServer.NewContainerName("cutouts");
        var ledger = Path.Combine(_folder, "ledger.db");
        _database = postgres is null ? new SqliteDatabase(ledger) : new PostgresDatabase(postgres);
        Ledger = new SqlLedger(_database, TimeProvider.System);
        Settings = new Dictionary<string, string?>
        {
            ["Dispatcher__Broker__Host"] = RabbitMqNode.Host,
            ["Dispatcher__Broker__Port"] = broker.Node.Port.ToString(CultureInfo.InvariantCulture),
            ["Dispatcher__Broker__VirtualHost"] = broker.Name,
            ["Dispatcher__Broker__User"] = RabbitMqNode.User,
            ["Dispatcher__Broker__Password"] = RabbitMqNode.Password,
            ["Dispatcher__Storage__ConnectionString"] = storage.ConnectionString,
            ["Dispatcher__Ledger__Path"] = ledger,
        };
        if (postgres is not null)
        {
            Settings["Dispatcher__Ledger__Provider"] = nameof(LedgerProvider.PostgreSql);
            Settings["Dispatcher__Ledger__ConnectionString"] = postgres;
        }
    }

    public RabbitMqVirtualHost Broker { get; }

    public BlobServiceClient Account { get; }

    /// <summary>Container of the photos.</summary>
    public string Photos { get; }

    /// <summary>Container of the cutouts; made by the submission.</summary>
    public string Cutouts { get; }

    public Dictionary<string, string?> Settings { get; }

    /// <summary>The ledger that the processes write.</summary>
    public SqlLedger Ledger { get; }

    /// <param name="node">Null: the one that all tests share.</param>
    /// <param name="postgres">Connection string of an empty database for the ledger; null: a SQLite file.</param>
    public static async Task<Fleet> StartAsync(RabbitMqNode? node = null, string? postgres = null)
    {
        var fleet = new Fleet(
            await (node ?? await RabbitMqNode.SharedAsync()).NewVirtualHostAsync(),
            await AzuriteServer.SharedAsync(),
            postgres);
        await fleet.Account.CreateBlobContainerAsync(fleet.Photos);
        return fleet;
    }

    public async Task UploadAsync(params string[] names)
    {
        var container = Account.GetBlobContainerClient(Photos);
        await Parallel.ForEachAsync(names, async (name, token) =>
            await container.UploadBlobAsync(name, BinaryData.FromString(name), token));
    }

    /// <summary>A manifest of blobs whose versions are stated, so that none has to be there.</summary>
    public string WriteManifest(int photos, string name = "photos.jsonl")
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllLines(path, Enumerable.Range(0, photos).Select(i =>
            $$"""{"source":"{{Photos}}/{{name}}/{{i:000000}}.jpg","etag":"1","sku":"S{{i}}"}"""));
        return path;
    }

    public ProgramProcess Start(params string[] arguments) => ProgramProcess.Start("Dispatcher", Settings, arguments);

    public ProgramProcess Serve() => Start("serve");

    public async Task<ProgramProcess.Finished> RunAsync(params string[] arguments)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await ProgramProcess.RunAsync("Dispatcher", Settings, arguments, patience.Token);
    }

    /// <summary>Submits with the simulated worker's chain.</summary>
    public Task<ProgramProcess.Finished> SubmitAsync(string source, params string[] more) => RunAsync(
    [
        "submit", source, "--out", Cutouts, "--chain", $"{SimulatedWorker.Chain}@{SimulatedWorker.Digest}", .. more,
    ]);

    /// <summary>The latest batch, when it is as wanted.</summary>
    public async Task<LedgerBatch> WaitAsync(Func<LedgerBatch, bool> isWanted, Guid? id = null)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var batch = (await Ledger.ListAsync(deadline.Token)).FirstOrDefault(batch => id is null || batch.Id == id);
            if (batch is not null && isWanted(batch))
            {
                return batch;
            }

            if (deadline.IsCancellationRequested)
            {
                throw new TimeoutException($"The batch stayed {batch?.State} with {batch?.Counts}.");
            }

            await Task.Delay(100);
        }
    }

    /// <summary>Waits until something holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            await Task.Delay(100, deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        (_database as IDisposable)?.Dispose();
        await ((_database as IAsyncDisposable)?.DisposeAsync() ?? default);
        Directory.Delete(_folder, recursive: true);
    }
}
