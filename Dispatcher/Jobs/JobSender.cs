using MassTransit;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Jobs;

/// <summary>Puts jobs on the queue of their chain.</summary>
internal sealed class JobSender(IBus bus)
{
    public async Task SendAsync(RemoveBackground job)
    {
        var queue = await bus.GetSendEndpoint(EndpointNames.RemoveBackgroundAddress(job.Chain.Name));
        await queue.Send(job, context => context.MessageId = job.JobId);
    }
}
