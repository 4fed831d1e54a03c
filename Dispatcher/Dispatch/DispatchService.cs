using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>Turns of the dispatcher that leads; the others only hear events, and wait to take over.</summary>
internal sealed partial class DispatchService(
    ILedger ledger,
    DispatchRound round,
    Reconciler reconciler,
    DeadLetters letters,
    IOptions<FleetOptions> options,
    DispatcherIdentity identity,
    TimeProvider time,
    ILogger<DispatchService> logger) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    private DateTimeOffset _renewed;
    private DateTimeOffset _reconciled;
    private bool _leads;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(await TurnAsync(stoppingToken), time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (e is not LedgerException)
            {
                // Broker or ledger may be away for a while; what is out is safe, and what waits is in the ledger.
                LogTrouble(e.Message, logger.IsEnabled(LogLevel.Debug) ? e : null);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await GiveBackAsync();
    }

    /// <returns>How long to wait for the next turn.</returns>
    private async Task<TimeSpan> TurnAsync(CancellationToken stopping)
    {
        if (!await LeadsAsync(stopping))
        {
            return Pause;
        }

        if (time.GetUtcNow() - _reconciled >= TimeSpan.FromSeconds(options.Value.ReconcileSeconds))
        {
            _reconciled = time.GetUtcNow();
            await TryAsync(letters.RunAsync, stopping);
            await TryAsync(reconciler.RunAsync, stopping);
        }

        return await round.RunAsync(stopping) ? TimeSpan.Zero : Idle;
    }

    /// <summary>What mends must not be kept from the rest by its own trouble; it comes again.</summary>
    private async Task TryAsync(Func<CancellationToken, Task<int>> mend, CancellationToken stopping)
    {
        try
        {
            await mend(stopping);
        }
        catch (Exception e) when (e is not LedgerException && !stopping.IsCancellationRequested)
        {
            LogTrouble(e.Message, logger.IsEnabled(LogLevel.Debug) ? e : null);
        }
    }

    private async Task<bool> LeadsAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        if (_leads && now - _renewed < Renewal)
        {
            return true;
        }

        var leads = await ledger.TryLeadAsync(identity.Name, Lease, stopping);
        if (leads != _leads)
        {
            LogLead(leads ? "leads" : "waits");
        }

        (_leads, _renewed) = (leads, now);
        return leads;
    }

    private async Task GiveBackAsync()
    {
        if (_leads)
        {
            using var moment = new CancellationTokenSource(Pause);
            await ledger.StopLeadingAsync(identity.Name, moment.Token);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "This dispatcher {Role}")]
    private partial void LogLead(string role);

    [LoggerMessage(Level = LogLevel.Error, Message = "Not all jobs are given out for now. {Message}")]
    private partial void LogTrouble(string message, Exception? cause);
}
