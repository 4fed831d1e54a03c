using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.FleetDispatcher.Tests.Serving;

/// <summary>A batch as a process leaves it that was killed after the first page.</summary>
internal static class AbandonedBatch
{
    public static async Task<LedgerBatch> CreateAbandonedAsync(this ILedger ledger, Fleet fleet)
    {
        await ledger.OpenAsync(CancellationToken.None);
        var id = Guid.NewGuid();
        await ledger.CreateAsync(
            id,
            new BatchSettings
            {
                Kind = SourceKind.Blobs,
                Source = fleet.Photos,
                Recipe = new CutoutRecipe(),
                Chain = new ChainRef { Name = SimulatedWorker.Chain, Digest = SimulatedWorker.Digest },
                Output = fleet.Cutouts,
            },
            CancellationToken.None);
        return (await ledger.HoldListingAsync(id, "gone", TimeSpan.Zero, CancellationToken.None))!;
    }
}
