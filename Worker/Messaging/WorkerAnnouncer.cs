using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker.Chains;

namespace Pipeline.Worker.Messaging;

/// <summary>
/// Says that this worker is there and what it can do, when it is ready and every half minute after. Not mandatory:
/// whoever did not listen hears the next one.
/// </summary>
internal sealed partial class WorkerAnnouncer(
    IEventBus bus,
    IInstalledChains chains,
    PreparedChains prepared,
    IOptions<FleetOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<WorkerAnnouncer> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly WorkerAnnounced _announced = new()
    {
        WorkerId = $"{Environment.MachineName}:{Environment.ProcessId}",
        Chains = chains.All,
        Provider = prepared.Provider.ToString().ToLowerInvariant(),
        StartedAt = time.GetUtcNow(),
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var _ = lifetime.ApplicationStarted.UnsafeRegister(_ => started.TrySetResult(), null);
        await started.Task.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await AnnounceAsync(stoppingToken);
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task AnnounceAsync(CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.PublishSeconds));
        try
        {
            var now = time.GetUtcNow();
            await bus.Publish(
                _announced,
                context => CloudEvent.Describe(
                    context,
                    options.Value.EventSource,
                    EventNames.WorkerAnnounced,
                    $"{_announced.WorkerId}/{now.ToUnixTimeMilliseconds()}",
                    _announced.WorkerId,
                    now),
                deadline.Token).WaitAsync(deadline.Token);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogUnheard(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker did not take this worker's announcement: {Reason}")]
    private partial void LogUnheard(string reason);
}
