using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Submissions;

/// <summary>
/// Goes on with submissions whose process has ended, as far as their sources can be reached from here.
/// </summary>
internal sealed partial class ListingService(
    ILedger ledger, Submission submission, TimeProvider time, ILogger<ListingService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>A process that has only just made the batch is about to list it.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var batch in (await ledger.ListOpenAsync(stoppingToken)).Where(IsAbandoned))
                {
                    await GoOnAsync(batch, stoppingToken);
                }

                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not LedgerException)
            {
                LogTrouble(e.Message);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private bool IsAbandoned(LedgerBatch batch) => batch.State == BatchState.Submitting
        && (batch.ListedUntil ?? batch.CreatedAt + Fresh) < time.GetUtcNow()
        && (batch.Settings.Kind == SourceKind.Blobs || Path.Exists(batch.Settings.Source));

    private async Task GoOnAsync(LedgerBatch batch, CancellationToken cancellation)
    {
        LogGoOn(batch.Id, batch.Listing.Rows);
        try
        {
            await submission.ListAsync(batch.Id, (_, _) => { }, cancellation);
        }
        catch (ListingStoppedException e)
        {
            LogTrouble(e.Message);
        }
        catch (Exception e) when (e is LedgerDataException or RefusedException { ExitCode: ExitCodes.Refused })
        {
            // The container is gone, perhaps: it would be so at every further try.
            await ledger.RefuseAsync(batch, e.Message, cancellation);
            LogTrouble(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Batch {Batch}: goes on listing after {Rows} photos")]
    private partial void LogGoOn(Guid batch, long rows);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A submission does not go on. {Message}")]
    private partial void LogTrouble(string message);
}
