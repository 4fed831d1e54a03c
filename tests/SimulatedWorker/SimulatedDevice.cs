using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Pipeline.SimulatedWorker;

/// <summary>
/// A device that works on whole batches, one after the other, in a time that does not depend on their size.
/// </summary>
internal sealed class SimulatedDevice
{
    private readonly Channel<TaskCompletionSource> _waiting = Channel.CreateUnbounded<TaskCompletionSource>();
    private readonly SimulationOptions _options;

    public SimulatedDevice(IOptions<SimulationOptions> options)
    {
        _options = options.Value;
        _ = WorkAsync();
    }

    public Task RunAsync(CancellationToken cancellation)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Writer.TryWrite(done);
        return done.Task.WaitAsync(cancellation);
    }

    private async Task WorkAsync()
    {
        var batch = new List<TaskCompletionSource>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < _options.Batch && _waiting.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            if (_options.Seconds > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(_options.Seconds));
            }

            batch.ForEach(done => done.SetResult());
        }
    }
}
