using Pipeline.Contracts;
using Pipeline.Dispatcher.Messaging;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>
/// Sends every dead letter again, whatever it has been through, and what workers put aside as errors.
/// </summary>
internal static class Redriving
{
    /// <summary>MassTransit's ending for the queue of what a consumer threw on.</summary>
    private const string Errors = "_error";

    /// <returns>Letters that were sent again.</returns>
    public static async Task<int> RunAsync(IBroker broker, IEnumerable<string> chains, CancellationToken cancellation)
    {
        var sent = await broker.SweepAsync(
            EndpointNames.DeadJobs, letter => Task.FromResult(DeadJob.HomeOf(letter)), cancellation);
        foreach (var chain in chains)
        {
            foreach (var queue in (string[])[EndpointNames.RemoveBackground(chain), EndpointNames.RemoveBackgroundInteractive(chain)])
            {
                sent += await broker.SweepAsync(queue + Errors, _ => Task.FromResult<string?>(queue), cancellation);
            }
        }

        return sent;
    }
}
