using MassTransit;
using Microsoft.Extensions.Logging;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Progress;

/// <summary>Writes how jobs ended, many at once. The events are acknowledged when the transaction is through.</summary>
internal sealed partial class TrackerConsumer(ILedger ledger, TimeProvider time, ILogger<TrackerConsumer> logger)
    : IConsumer<Batch<JobEvent>>
{
    private const int KeyDigits = 64;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public async Task Consume(ConsumeContext<Batch<JobEvent>> context)
    {
        var ends = context.Message.Select(message => ToEnd(message.Message)).OfType<JobEnd>().ToList();
        for (var pause = TimeSpan.FromMilliseconds(250); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await ledger.EndAsync(ends, context.CancellationToken);
                return;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or IOException or TimeoutException)
            {
                // The events stay on the broker until the ledger is there again.
                LogTrouble(ends.Count, e);
                await Task.Delay(pause, time, context.CancellationToken);
            }
        }
    }

    /// <returns>Null where it can be the end of no job of a ledger.</returns>
    internal static JobEnd? ToEnd(JobEvent ended)
    {
        if (ended.JobKey.Length != KeyDigits || !ended.JobKey.All(char.IsAsciiHexDigit)
            || (ended.Reason is null && ended.Renditions is null))
        {
            return null;
        }

        return new JobEnd
        {
            Key = Convert.FromHexString(ended.JobKey),
            BatchId = ended.BatchId,
            Reason = ended.Reason,
            Detail = ended.Detail?.Replace("\0", "", StringComparison.Ordinal),
            Renditions = ended.Renditions ?? [],
            Confidence = ended.Quality?.Confidence,
            Warnings = ended.Quality?.Warnings ?? [],
            Milliseconds = ended.Stages is null ? null : (long)Math.Round(1000 * ended.Stages.Sum(stage => stage.Seconds)),
            Chain = ended.Chain?.ToString(),
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger does not take the ends of {Count} jobs; trying again")]
    private partial void LogTrouble(int count, Exception cause);
}
