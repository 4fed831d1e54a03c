using System.Collections.Concurrent;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Intake.Sources;
using Pipeline.Dispatcher.Jobs;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Submissions;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>From a row of the ledger to its message.</summary>
internal sealed class JobMessages(ILedger ledger)
{
    private readonly ConcurrentDictionary<(long Batch, long? Recipe), Making> _makings = [];

    /// <exception cref="UnusableJobException">It can be no message, now or later.</exception>
    public async Task<RemoveBackground> MakeAsync(LedgerBatch batch, WaitingJob job, CancellationToken cancellation)
    {
        var making = await MakingAsync(batch, job.Recipe, cancellation);
        var key = Convert.ToHexStringLower(job.Key);
        return new RemoveBackground
        {
            JobId = JobKey.ToId(key),
            JobKey = key,
            BatchId = batch.Id,
            Source = new BlobRef { Container = job.Container, Name = job.Name },
            SourceETag = job.ETag,
            Trimap = making.Trimaps is { } place && job.TrimapETag is { } version
                ? new VersionedBlob { Blob = place.Of(job.Name), ETag = version }
                : null,
            Recipe = making.Recipe,
            Destinations = making.Names.Of(job.Name, job.Sku, making.Recipe, out var trouble)
                ?? throw new UnusableJobException(FailureReason.NameUnusable, trouble!),
            Chain = batch.Settings.Chain,
            IfExists = batch.Settings.IfExists,
        };
    }

    /// <summary>Forgets batches that have ended.</summary>
    public void KeepOnly(IReadOnlyCollection<LedgerBatch> batches)
    {
        var open = batches.Select(batch => batch.Number).ToHashSet();
        foreach (var gone in _makings.Keys.Where(key => !open.Contains(key.Batch)))
        {
            _makings.TryRemove(gone, out _);
        }
    }

    private async ValueTask<Making> MakingAsync(LedgerBatch batch, long? recipe, CancellationToken cancellation)
    {
        if (!_makings.TryGetValue((batch.Number, recipe), out var making))
        {
            making = await LookUpAsync(batch, recipe, cancellation);
            _makings[(batch.Number, recipe)] = making;
        }

        return making;
    }

    private async Task<Making> LookUpAsync(LedgerBatch batch, long? number, CancellationToken cancellation)
    {
        var settings = batch.Settings;
        var recipe = number is { } own ? await ledger.RecipeAsync(batch, own, cancellation) : settings.Recipe;
        return new Making(recipe, new RenditionNames(settings), TrimapPlace.Of(settings));
    }

    private sealed record Making(CutoutRecipe Recipe, RenditionNames Names, TrimapPlace? Trimaps);
}
