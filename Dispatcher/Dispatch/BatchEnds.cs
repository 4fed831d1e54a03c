using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>
/// Brings batches to their ends: those that are to be cancelled, and those whose jobs have all ended.
/// </summary>
internal sealed partial class BatchEnds(
    ILedger ledger, IFleetPublisher publisher, TimeProvider time, ILogger<BatchEnds> logger)
{
    private const int CancelledAtOnce = 50_000;

    /// <summary>Workers that start later must hear of it too.</summary>
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Guid, DateTimeOffset> _told = [];

    /// <returns>Whether anything was done.</returns>
    public async Task<bool> RunAsync(IReadOnlyCollection<LedgerBatch> batches, CancellationToken cancellation)
    {
        var any = false;
        foreach (var batch in batches)
        {
            if (batch.State == BatchState.Cancelling)
            {
                any |= await CancelAsync(batch, cancellation);
            }

            if (batch.State == BatchState.Submitting)
            {
                continue;
            }

            if (!batch.HasEnded && batch.Counts is { Pending: 0, Published: 0 })
            {
                any |= await ledger.TryCompleteAsync(batch, cancellation);
            }
            else if (batch.HasEnded)
            {
                await AnnounceAsync(batch, cancellation);
                any = true;
            }
        }

        return any;
    }

    private async Task<bool> CancelAsync(LedgerBatch batch, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!_told.TryGetValue(batch.Id, out var last) || now - last >= Repeat)
        {
            await publisher.CancelledAsync(new BatchCancelled { BatchId = batch.Id, CancelledAt = now }, cancellation);
            _told[batch.Id] = now;
        }

        return batch.Counts.Pending > 0 && await ledger.CancelPendingAsync(batch, CancelledAtOnce, cancellation) > 0;
    }

    /// <summary>The mark comes after the event: an end may be told twice, and is never kept back.</summary>
    private async Task AnnounceAsync(LedgerBatch batch, CancellationToken cancellation)
    {
        var counts = batch.Counts;
        await publisher.CompletedAsync(
            new BatchCompleted
            {
                BatchId = batch.Id,
                Total = counts.Total,
                CutOut = counts.CutOut + counts.AlreadyDone,
                Skipped = counts.Skipped,
                Failed = counts.Failed,
                Cancelled = counts.Cancelled,
                CompletedAt = batch.CompletedAt ?? time.GetUtcNow(),
            },
            cancellation);
        await ledger.MarkAnnouncedAsync(batch, cancellation);
        _told.Remove(batch.Id);
        LogEnded(batch.Id, batch.State, counts.Total, counts.CutOut + counts.AlreadyDone, counts.Failed);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Batch {Batch}: {State}, {Total} photos, {CutOut} cut out, {Failed} failed")]
    private partial void LogEnded(Guid batch, BatchState state, long total, long cutOut, long failed);
}
