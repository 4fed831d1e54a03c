using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake.Sources;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Storage;
using Pipeline.Dispatcher.Submissions;

namespace Pipeline.Dispatcher.Commands;

/// <summary>One submission: settings, checks, listing, and waiting where that is wanted.</summary>
internal sealed class SubmitRun(IServiceProvider services, TextWriter writer)
{
    private readonly ILedger _ledger = services.GetRequiredService<ILedger>();
    private readonly IPhotoStore _store = services.GetRequiredService<IPhotoStore>();
    private readonly Submission _submission = services.GetRequiredService<Submission>();

    public async Task<int> RunAsync(SubmitArguments arguments, CancellationToken cancellation)
    {
        await _ledger.OpenAsync(cancellation);
        if (arguments.DryRun)
        {
            return await new SubmitDryRun(_submission, _store, writer).RunAsync(
                await SettingsAsync(arguments, cancellation), cancellation);
        }

        var batch = arguments.Resume is { } name
            ? await BatchNames.FindAsync(_ledger, name, cancellation)
            : await CreateAsync(arguments, cancellation);
        await writer.WriteLineAsync(arguments.Resume is null ? $"Batch {batch.Id}" : $"Going on with batch {batch.Id}");
        return await ListAsync(batch, cancellation) is { } refusal ? refusal
            : arguments.Wait ? await services.GetRequiredService<BatchWatch>().WaitAsync(batch.Id, cancellation)
            : ExitCodes.Complete;
    }

    private async Task<LedgerBatch> CreateAsync(SubmitArguments arguments, CancellationToken cancellation)
    {
        var settings = await SettingsAsync(arguments, cancellation);
        await _store.EnsureContainerAsync(settings.Output, cancellation);
        return await _ledger.CreateAsync(new Guid(RandomNumberGenerator.GetBytes(16)), settings, cancellation);
    }

    private async Task<BatchSettings> SettingsAsync(SubmitArguments arguments, CancellationToken cancellation)
    {
        var (kind, source) = SourceText.Parse(
            arguments.Source ?? throw new RefusedException(ExitCodes.Usage, "A SOURCE is missing."));
        var settings = new BatchSettings
        {
            Kind = kind,
            Source = source,
            UploadTo = kind == SourceKind.Folder ? ContainerPath.Parse(arguments.UploadTo ?? SourceText.UsualUpload(source)).ToString() : null,
            Recipe = arguments.Recipe,
            Chain = await ChainChoice.PinAsync(_ledger, arguments.Chain, cancellation),
            Output = ContainerPath.Parse(arguments.Out) is { Prefix: "" } output
                ? output.Container
                : throw new RefusedException(ExitCodes.Refused, "--out is a container without a prefix; --name says what stands before names."),
            Trimaps = arguments.Trimaps is { } trimaps ? ContainerPath.Parse(trimaps).ToString() : null,
            Template = arguments.Template,
            IfExists = arguments.IfExists,
            Priority = arguments.Priority,
            Interactive = arguments.Interactive,
        };
        await CheckAsync(settings, cancellation);
        return settings;
    }

    private async Task CheckAsync(BatchSettings settings, CancellationToken cancellation)
    {
        _ = new OutputNames(settings.Output, settings.Recipe, settings.Template);
        if (settings.Kind == SourceKind.Manifest)
        {
            new ManifestReader(settings.Source).RequireReadable();
        }

        var photos = settings.Kind == SourceKind.Manifest ? null : ContainerPath.Parse(settings.UploadTo ?? settings.Source);
        if (photos?.Container == settings.Output)
        {
            throw new RefusedException(
                ExitCodes.Refused, "Photos and cutouts need different containers, or the next submission would take one for another.");
        }

        await CheckTrimapsAsync(settings, photos, cancellation);
        if (settings.Kind == SourceKind.Blobs && !await _store.HasContainerAsync(photos!.Container, cancellation))
        {
            throw new RefusedException(ExitCodes.Refused, $"There is no container {photos.Container}.");
        }
    }

    private async Task CheckTrimapsAsync(BatchSettings settings, ContainerPath? photos, CancellationToken cancellation)
    {
        if (settings.Trimaps is not { } place)
        {
            return;
        }

        var trimaps = ContainerPath.Parse(place);
        if (trimaps.Container == photos?.Container
            && trimaps.Prefix.StartsWith(photos.Prefix, StringComparison.Ordinal))
        {
            throw new RefusedException(ExitCodes.Refused, "Trimaps among the photos would be taken for photos.");
        }

        if (!await _store.HasContainerAsync(trimaps.Container, cancellation))
        {
            throw new RefusedException(ExitCodes.Refused, $"There is no container {trimaps.Container}.");
        }
    }

    /// <returns>The exit code of a refusal, or null.</returns>
    private async Task<int?> ListAsync(LedgerBatch batch, CancellationToken cancellation)
    {
        using var line = new ProgressLine(writer, services.GetRequiredService<TimeProvider>());
        var leftOut = 0L;
        var collisions = await _submission.ListAsync(
            batch.Id,
            (rows, others) =>
            {
                leftOut += others;
                line.Show(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} photos listed"));
            },
            cancellation);
        line.End();
        if (collisions is null)
        {
            throw new RefusedException(ExitCodes.Refused, $"Another process lists batch {batch.Id}, or its listing is over.");
        }

        await SubmitDryRun.TellLeftOutAsync(writer, batch.Settings, leftOut);
        var listed = (await _ledger.FindAsync(batch.Id, cancellation))!;
        if (collisions.Count == 0)
        {
            await writer.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{listed.Counts.Total:N0} photos submitted, {listed.Counts.Failed:N0} of them unusable."));
            return null;
        }

        await Console.Error.WriteLineAsync(Describe(collisions, batch.Settings));
        return ExitCodes.Refused;
    }

    private static string Describe(IReadOnlyList<OutputCollision> collisions, BatchSettings settings)
    {
        // A manifest's rows may have article numbers and recipes of their own.
        var template = settings.Kind == SourceKind.Manifest ? null : new OutputNames(settings.Output, settings.Recipe, settings.Template)
            .WithSourceExtension([.. collisions.SelectMany(collision => collision.Sources).Distinct()]);
        var remedy = template is null ? "" : $" Keep their extensions in the names with --name \"{template}\".";
        return string.Join(Environment.NewLine, collisions
            .Select(c => $"  {c.Output} ← {string.Join(", ", c.Sources)}")
            .Prepend($"Nothing was begun: photos would become one file (upper and lower case count as one).{remedy}"));
    }
}
