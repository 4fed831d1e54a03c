namespace Pipeline.Worker.Models.Catalogue;

/// <summary>
/// From the catalogue's name to the installed model: fetch, compare with the published checksum, install.
/// </summary>
internal sealed class ModelPull(ModelStore store, ModelInstaller installer, ModelPuller puller)
{
    /// <param name="entry">The model.</param>
    /// <param name="from">
    /// A folder, or the address of a mirror, that has the file by its name; null for where it is published.
    /// </param>
    /// <param name="accepted">Names of the models whose licence the operator accepted.</param>
    /// <param name="progress">Told as it comes.</param>
    /// <param name="cancellation">Leaves what has come, to be gone on with.</param>
    /// <exception cref="LicenceRefusedException">It forbids commercial use and was not accepted; nothing is
    /// fetched.</exception>
    /// <exception cref="PullException">There is no such file, no network, or another file than the published
    /// one.</exception>
    /// <exception cref="ModelRejectedException">The file is no such model.</exception>
    public async Task<InstalledModel> RunAsync(
        ModelEntry entry,
        string? from,
        IReadOnlyCollection<string> accepted,
        IProgress<PullProgress> progress,
        CancellationToken cancellation)
    {
        LicenceRefusedException.Require(entry, accepted);
        if (from is not null && Directory.Exists(from))
        {
            return InstallFrom(Path.Combine(from, entry.Source.FileName), entry, accepted, cancellation);
        }

        var address = AddressOf(entry, from);
        var part = store.DownloadOf(entry.Source);
        try
        {
            await puller.FetchAsync(address, entry.Source.Bytes, part, progress, cancellation);
        }
        catch (PullException e)
        {
            throw new PullException($"{e.Message} {Advice(entry)}", e);
        }

        RequirePublished(entry, part, address.ToString(), () => File.Delete(part));
        var model = installer.InstallPublished(entry, part, address.ToString(), accepted, cancellation);
        File.Delete(part);
        return model;
    }

    private static Uri AddressOf(ModelEntry entry, string? from)
    {
        if (from is null)
        {
            return entry.Source.Address;
        }

        return Uri.TryCreate(from.TrimEnd('/') + "/", UriKind.Absolute, out var mirror)
            && (mirror.Scheme == Uri.UriSchemeHttps || mirror.Scheme == Uri.UriSchemeHttp)
            ? new Uri(mirror, entry.Source.FileName)
            : throw new PullException($"{from} is neither a folder nor an address that begins with http.");
    }

    private InstalledModel InstallFrom(
        string file, ModelEntry entry, IReadOnlyCollection<string> accepted, CancellationToken cancellation)
    {
        if (!File.Exists(file))
        {
            throw new PullException($"There is no {file}. {Advice(entry)}");
        }

        RequirePublished(entry, file, file, () => { });
        return installer.InstallPublished(entry, file, file, accepted, cancellation);
    }

    private static void RequirePublished(ModelEntry entry, string file, string source, Action otherwise)
    {
        var published = entry.Source.Checksum;
        var value = FileChecksum.Of(file, published.Kind);
        if (value == published.Value)
        {
            return;
        }

        otherwise();
        throw new PullException(
            $"The file of {source} is not the published one: its {published.Kind.ToString().ToLowerInvariant()} is {value} "
                + $"instead of {published.Value}. It is not used.");
    }

    private static string Advice(ModelEntry entry) =>
        $"Without a network: fetch {entry.Source.Address} elsewhere ({entry.Source.Checksum}), bring the file here, and run "
            + $"deploy/worker models pull {entry.Name} --from FOLDER.";
}
