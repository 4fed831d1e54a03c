using System.Globalization;
using Pipeline.Dispatcher.Intake.Sources;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Storage;
using Pipeline.Dispatcher.Submissions;

namespace Pipeline.Dispatcher.Commands;

/// <summary>Says what a submission would do. Nothing is written, and a folder is not uploaded.</summary>
internal sealed class SubmitDryRun(Submission submission, IPhotoStore store, TextWriter writer)
{
    private const int Shown = 10;

    public async Task<int> RunAsync(BatchSettings settings, CancellationToken cancellation)
    {
        var names = new RenditionNames(settings);
        var claims = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var (photos, unusable, collisions) = (0L, 0L, 0L);
        var leftOut = 0L;
        await foreach (var photo in PhotosAsync(settings, others => leftOut += others, cancellation))
        {
            string? unnamed = null;
            if (photo.Trouble is not null
                || names.Of(photo.Name, photo.Sku, photo.Recipe, out unnamed) is not { } outputs)
            {
                unusable++;
                await writer.WriteLineAsync($"{photo.Name}: would fail. {photo.Detail ?? unnamed}");
                continue;
            }

            if (photos++ < Shown)
            {
                await writer.WriteLineAsync($"{photo.Name} → {string.Join(", ", outputs.Select(blob => blob.Name))}");
            }

            foreach (var taken in outputs.Where(blob => !claims.TryAdd(blob.Name, photo.Name)))
            {
                collisions++;
                await writer.WriteLineAsync($"{taken.Name} ← {claims[taken.Name]}, {photo.Name}");
            }
        }

        await TellLeftOutAsync(writer, settings, leftOut);
        if (photos + unusable == 0)
        {
            throw new RefusedException(ExitCodes.Refused, Submission.NoPhotoIn(settings));
        }

        await writer.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{photos:N0} photos would be submitted to {settings.Chain}, {unusable:N0} would fail, {collisions:N0} collide."));
        return collisions > 0 ? ExitCodes.Refused : ExitCodes.Complete;
    }

    /// <summary>One line, where anything was passed over.</summary>
    public static async Task TellLeftOutAsync(TextWriter writer, BatchSettings settings, long count)
    {
        if (count > 0)
        {
            await writer.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"Left out: {count:N0} {(settings.Kind == SourceKind.Blobs ? "blobs that are no images by extension or media type" : "files that are no images")}."));
        }
    }

    private async IAsyncEnumerable<SourcePhoto> PhotosAsync(
        BatchSettings settings,
        Action<int> leftOut,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in PagesAsync(settings, cancellation))
        {
            leftOut(page.LeftOut);
            foreach (var photo in page.Photos)
            {
                yield return photo;
            }
        }
    }

    private async IAsyncEnumerable<SourcePage> PagesAsync(
        BatchSettings settings, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        if (settings.Kind == SourceKind.Folder)
        {
            var target = ContainerPath.Parse(settings.UploadTo!);
            await store.HasContainerAsync(target.Container, cancellation);
            yield return FolderSource.Preview(settings.Source, target, cancellation);
            yield break;
        }

        await foreach (var page in submission.SourceOf(settings).PagesAsync(new ListingCheckpoint(), cancellation))
        {
            yield return page;
        }
    }
}
