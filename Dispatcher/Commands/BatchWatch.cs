using System.Globalization;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Commands;

/// <summary>
/// Follows a batch to its end: how far it is, how fast, and about when it will be done. Where no job ends for a while it
/// says why.
/// </summary>
internal sealed class BatchWatch(ILedger ledger, ProgressCheck check, TimeProvider time, TextWriter writer)
{
    private const double Memory = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Without an end of a job for so long, the causes are looked for, and again each time after as long.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> _told = [];

    /// <returns>The exit code.</returns>
    public async Task<int> WaitAsync(Guid id, CancellationToken cancellation)
    {
        using var line = new ProgressLine(writer, time);
        var (rate, ended, at) = (0.0, 0L, time.GetTimestamp());
        var quietSince = at;
        while (true)
        {
            var batch = await ledger.FindAsync(id, cancellation)
                ?? throw new RefusedException(ExitCodes.Refused, $"Batch {id} was purged.");
            var seconds = time.GetElapsedTime(at).TotalSeconds;
            rate += seconds <= 0 ? 0 : (1 - Math.Exp(-seconds / Memory)) * ((batch.Counts.Ended - ended) / seconds - rate);
            quietSince = batch.Counts.Ended > ended ? time.GetTimestamp() : quietSince;
            (ended, at) = (batch.Counts.Ended, time.GetTimestamp());
            if (batch.HasEnded)
            {
                line.End();
                await writer.WriteLineAsync(BatchText.Summary(batch));
                return batch.Counts is { Failed: 0, Cancelled: 0 } && batch.State == BatchState.Completed
                    ? ExitCodes.Complete
                    : ExitCodes.SomeFailed;
            }

            line.Show(Describe(batch, rate));
            if (time.GetElapsedTime(quietSince) >= Quiet)
            {
                await ExplainAsync(batch, line, cancellation);
                quietSince = time.GetTimestamp();
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }

    /// <summary>Each cause once, until there is none any more.</summary>
    private async Task ExplainAsync(LedgerBatch batch, ProgressLine line, CancellationToken cancellation)
    {
        var causes = await check.RunAsync(batch, cancellation);
        foreach (var cause in causes.Where(_told.Add))
        {
            line.End();
            await writer.WriteLineAsync($"No progress: {cause}");
        }

        _told.IntersectWith(causes);
    }

    private static string Describe(LedgerBatch batch, double rate)
    {
        var left = batch.Counts.Total - batch.Counts.Ended;
        var eta = rate > 0.01 && batch.State == BatchState.Running
            ? $", {TimeSpan.FromSeconds(Math.Ceiling(left / rate)):c} left"
            : "";
        var state = batch.State == BatchState.Running ? "" : $" ({batch.State.ToString().ToLowerInvariant()})";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{batch.Counts.Ended:N0}/{batch.Counts.Total:N0} photos{state}, {batch.Counts.Failed:N0} failed, {rate:0.0}/s{eta}");
    }
}
