using System.Globalization;
using Pipeline.Services;

namespace Pipeline.Measure.Fleet;

/// <summary>
/// Worker processes that are workers in everything but the pictures; each has a device that takes 50 ms for a batch of
/// eight, whatever the processors do meanwhile.
/// </summary>
internal sealed class SimulatedWorkers : IAsyncDisposable
{
    /// <summary>What the device of one worker does in a second.</summary>
    public const double JobsPerSecond = Batch / Seconds;

    private const int Batch = 8;
    private const double Seconds = 0.05;

    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-workers-").FullName;
    private readonly List<ProgramProcess> _workers = [];

    /// <summary>Processor time of all of them.</summary>
    public TimeSpan CpuTime => _workers.Aggregate(TimeSpan.Zero, (sum, worker) => sum + worker.CpuTime);

    /// <summary>Starts workers, and waits until all of them take jobs.</summary>
    /// <exception cref="MeasureException">One has ended instead.</exception>
    public static async Task<SimulatedWorkers> StartAsync(FleetBench bench, int count, CancellationToken cancellation)
    {
        var workers = new SimulatedWorkers();
        for (var i = 0; i < count; i++)
        {
            workers._workers.Add(ProgramProcess.Start("SimulatedWorker", workers.Settings(bench.Broker)));
        }

        while (await bench.ConsumersAsync(cancellation) < count)
        {
            if (workers._workers.Find(worker => worker.HasExited) is { } gone)
            {
                throw new MeasureException($"A worker has ended: {(await gone.EndAsync(cancellation)).Errors}");
            }

            await Task.Delay(100, cancellation);
        }

        return workers;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private Dictionary<string, string?> Settings(RabbitMqVirtualHost broker) => new()
    {
        ["Worker:Broker:Host"] = RabbitMqNode.Host,
        ["Worker:Broker:Port"] = $"{broker.Node.Port}",
        ["Worker:Broker:VirtualHost"] = broker.Name,
        ["Worker:Broker:User"] = RabbitMqNode.User,
        ["Worker:Broker:Password"] = RabbitMqNode.Password,
        ["Worker:Storage:Folders:cutouts"] = _folder,
        ["Worker:Jobs:Concurrency"] = $"{2 * Batch}",
        ["Worker:Fleet:Batch"] = $"{Batch}",
        ["Simulation:Batch"] = $"{Batch}",
        ["Simulation:Seconds"] = Seconds.ToString(CultureInfo.InvariantCulture),
    };
}
