using MassTransit;
using Pipeline.Contracts;

namespace Pipeline.Worker.Messaging;

/// <summary>Hears that batches are cancelled, on a queue of this process alone.</summary>
internal sealed class BatchCancelledConsumer(CancelledBatches cancelled) : IConsumer<BatchCancelled>
{
    public Task Consume(ConsumeContext<BatchCancelled> context)
    {
        cancelled.Add(context.Message);
        return Task.CompletedTask;
    }
}
