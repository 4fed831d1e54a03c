using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Messaging;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>
/// One turn of the leading dispatcher: looks at the batches, ends what is to end, and gives out jobs.
/// </summary>
internal sealed partial class DispatchRound(
    ILedger ledger,
    IFleetPublisher publisher,
    IBroker broker,
    BatchEnds ends,
    JobMessages messages,
    GivenUpJobs givenUp,
    DispatchWindow window,
    IOptions<FleetOptions> options,
    ILogger<DispatchRound> logger)
{
    /// <summary>Jobs of one turn: about a second's, so that a command is heard within that.</summary>
    private const int MostOfTurn = 10_000;

    /// <summary>Jobs between two transactions.</summary>
    private const int Chunk = 2000;

    private readonly Dictionary<long, long> _cursors = [];
    private readonly HashSet<string> _declared = [];

    /// <returns>Whether there was anything to do, so that the next turn should follow at once.</returns>
    /// <exception cref="RefusedException">The broker does not take jobs.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        var batches = await ledger.ListOpenAsync(cancellation);
        window.Observe(batches);
        messages.KeepOnly(batches);
        Forget(batches);
        var ended = await ends.RunAsync(batches, cancellation);
        var published = 0;
        var troubles = new List<Exception>();
        foreach (var (batch, jobs) in DispatchPlan.Make(batches, window.Size, options.Value, MostOfTurn))
        {
            try
            {
                published += await PublishAsync(batch, jobs, cancellation);
            }
            catch (Exception e) when (e is not LedgerException && !cancellation.IsCancellationRequested)
            {
                // One batch's queue may be wrong or full: the others go on. The queue may be gone, and is declared
                // anew.
                _declared.Remove(batch.Settings.Chain.Name);
                troubles.Add(e);
            }
        }

        return troubles is [var first, ..]
            ? throw new RefusedException(ExitCodes.Unavailable, first.Message, first)
            : ended || published > 0;
    }

    private void Forget(IReadOnlyCollection<LedgerBatch> batches)
    {
        foreach (var gone in _cursors.Keys.Except(batches.Select(batch => batch.Number)).ToList())
        {
            _cursors.Remove(gone);
        }
    }

    /// <summary>Marks a chunk while the next is on its way; none is marked before its confirm.</summary>
    private async Task<int> PublishAsync(LedgerBatch batch, int wanted, CancellationToken cancellation)
    {
        await DeclareAsync(batch.Settings.Chain.Name, cancellation);
        var marking = Task.CompletedTask;
        var published = 0;
        Exception? trouble = null;
        while (published < wanted && trouble is null)
        {
            var jobs = await NextAsync(batch, Math.Min(Chunk, wanted - published), cancellation);
            if (jobs.Count == 0)
            {
                break;
            }

            (var confirmed, var unusable, trouble) = await publisher.PublishAsync(batch, jobs, cancellation);
            await marking;
            marking = RecordAsync(batch, confirmed, unusable, cancellation);
            published += confirmed.Count;
        }

        await marking;
        if (trouble is not null)
        {
            // Those without a confirm wait still; they are found from the start again.
            _cursors.Remove(batch.Number);
            throw new RefusedException(
                ExitCodes.Unavailable, $"The broker does not take jobs of batch {batch.Id}: {trouble.GetBaseException().Message}", trouble);
        }

        LogPublished(batch.Id, published, window.Size, window.Rate);
        return published;
    }

    private async Task RecordAsync(
        LedgerBatch batch,
        IReadOnlyList<long> confirmed,
        IReadOnlyList<GivenUpJob> unusable,
        CancellationToken cancellation)
    {
        await ledger.MarkPublishedAsync(batch, confirmed, cancellation);
        await givenUp.EndAsync(batch, unusable, cancellation);
    }

    /// <summary>In order of the listing; from its start again when the end is reached and some still wait.</summary>
    private async Task<IReadOnlyList<WaitingJob>> NextAsync(LedgerBatch batch, int limit, CancellationToken cancellation)
    {
        var from = _cursors.GetValueOrDefault(batch.Number);
        var jobs = await ledger.PendingAsync(batch, from, limit, cancellation);
        _cursors[batch.Number] = jobs.Count > 0 ? jobs[^1].Seq + 1 : 0;
        return jobs;
    }

    private async Task DeclareAsync(string chain, CancellationToken cancellation)
    {
        if (!_declared.Contains(chain))
        {
            await broker.DeclareJobsAsync(chain, cancellation);
            _declared.Add(chain);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Debug, Message = "Batch {Batch}: {Count} jobs published; window {Window}, {Rate:0.0} ends per second")]
    private partial void LogPublished(Guid batch, int count, int window, double rate);
}
