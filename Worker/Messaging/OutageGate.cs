using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Pipeline.Worker.Messaging;

/// <summary>
/// Stops the taking of jobs while the store is away, so that an outage does not send every job of a batch through its
/// retries. It closes after failures in a row, of infrastructure alone, and at once where the store says that it can keep
/// nothing; while closed it lets one job through now and then, and opens when that one ends.
/// </summary>
internal sealed partial class OutageGate(IOptions<FleetOptions> options, TimeProvider time, ILogger<OutageGate> logger)
{
    private readonly Lock _door = new();
    private int _failures;
    private long _lastTrial;

    /// <summary>The store is taken to be away.</summary>
    public bool IsClosed => Volatile.Read(ref _failures) >= options.Value.OutageAfterFailures;

    /// <summary>Waits until the gate is open, or this job is the one to try.</summary>
    /// <exception cref="IOException">It stays closed for longer than a delivered job should wait.</exception>
    public async Task PassAsync(CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var pause = TimeSpan.FromSeconds(options.Value.OutagePauseSeconds);
        while (!MayPass(pause))
        {
            if (time.GetElapsedTime(start) >= TimeSpan.FromSeconds(options.Value.OutageHoldSeconds))
            {
                throw new IOException("The store is away.");
            }

            await Task.Delay(pause, time, cancellation);
        }
    }

    public void OnSuccess()
    {
        lock (_door)
        {
            if (IsClosed)
            {
                LogOpen();
            }

            _failures = 0;
        }
    }

    public void OnFailure()
    {
        lock (_door)
        {
            _failures++;
            _lastTrial = time.GetTimestamp();
            if (_failures == options.Value.OutageAfterFailures)
            {
                LogClosed(_failures);
            }
        }
    }

    /// <summary>The store can keep nothing: no other job would fare better.</summary>
    /// <param name="sentence">Why, for the operator.</param>
    public void Close(string sentence)
    {
        lock (_door)
        {
            if (!IsClosed)
            {
                LogUnusable(sentence, options.Value.OutagePauseSeconds);
            }

            _failures = Math.Max(_failures, options.Value.OutageAfterFailures);
            _lastTrial = time.GetTimestamp();
        }
    }

    private bool MayPass(TimeSpan pause)
    {
        lock (_door)
        {
            if (!IsClosed)
            {
                return true;
            }

            if (time.GetElapsedTime(_lastTrial) < pause)
            {
                return false;
            }

            _lastTrial = time.GetTimestamp();
            return true;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} jobs in a row failed for the store's sake; no more are begun until it answers")]
    private partial void LogClosed(int count);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Sentence} No more jobs are begun until it can be; one is tried every {Seconds} s")]
    private partial void LogUnusable(string sentence, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store answers again; jobs are begun")]
    private partial void LogOpen();
}
