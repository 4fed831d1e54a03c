using System.Globalization;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Commands;

/// <summary>Follows a batch to its end: how far it is, how fast, and about when it will be done.</summary>
internal sealed class BatchWatch(ILedger ledger, TimeProvider time, TextWriter writer)
{
    private const double Memory = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <returns>The exit code.</returns>
    public async Task<int> WaitAsync(Guid id, CancellationToken cancellation)
    {
        using var line = new ProgressLine(writer, time);
        var (rate, ended, at) = (0.0, 0L, time.GetTimestamp());
        while (true)
        {
            var batch = await ledger.FindAsync(id, cancellation)
                ?? throw new RefusedException(ExitCodes.Refused, $"Batch {id} was purged.");
            var seconds = time.GetElapsedTime(at).TotalSeconds;
            rate += seconds <= 0 ? 0 : (1 - Math.Exp(-seconds / Memory)) * ((batch.Counts.Ended - ended) / seconds - rate);
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
            await Task.Delay(Pause, time, cancellation);
        }
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
