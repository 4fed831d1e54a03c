using MassTransit;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Progress;

/// <summary>Remembers the workers and the digests of their chains.</summary>
internal sealed class RosterConsumer(ILedger ledger) : IConsumer<WorkerAnnounced>
{
    public Task Consume(ConsumeContext<WorkerAnnounced> context) =>
        ledger.RecordAsync(context.Message, context.CancellationToken);
}
