using Pipeline.Worker.Inference;

namespace Pipeline.Worker.Models.Catalogue;

/// <summary>
/// Makes an installed model of a file: licence, checksum, graph, a first look at the graph, provenance.
/// </summary>
internal sealed class ModelInstaller(ModelStore store, TimeProvider time)
{
    /// <summary>In place of a licence: whose they are, only the operator knows.</summary>
    private const string OwnWeights = "not known: own weights";

    /// <param name="entry">What the file is to be.</param>
    /// <param name="file">As published, or somebody's own weights in the same layout.</param>
    /// <param name="source">Where the file came from, for people.</param>
    /// <param name="accepted">Names of the models whose licence the operator accepted.</param>
    /// <param name="cancellation">Between the steps.</param>
    /// <param name="ownWeights">Whether another file than the published one is meant.</param>
    /// <exception cref="LicenceRefusedException">It forbids commercial use and was not accepted.</exception>
    /// <exception cref="ModelRejectedException">The file is no such model.</exception>
    /// <exception cref="IOException">The file cannot be read or the store not written.</exception>
    public InstalledModel Install(
        ModelEntry entry,
        string file,
        string source,
        IReadOnlyCollection<string> accepted,
        CancellationToken cancellation,
        bool ownWeights = false)
    {
        var checksum = entry.Source.Checksum;
        LicenceRefusedException.Require(entry, accepted);
        var isPublished = FileChecksum.Of(file, checksum.Kind) == checksum.Value;
        if (!isPublished && !ownWeights)
        {
            throw new ModelRejectedException(
                $"{Path.GetFileName(file)} is not the published file, whose checksum is {checksum}. "
                    + "It is damaged, or weights of your own, which are taken with --own-weights.");
        }

        return Install(entry, file, source, isPublished, cancellation);
    }

    /// <summary>The same of a file that was compared with the published checksum.</summary>
    /// <param name="entry">What the file is.</param>
    /// <param name="file">As published.</param>
    /// <param name="source">Where the file came from, for people.</param>
    /// <param name="accepted">Names of the models whose licence the operator accepted.</param>
    /// <param name="cancellation">Between the steps.</param>
    /// <exception cref="LicenceRefusedException">It forbids commercial use and was not accepted.</exception>
    /// <exception cref="ModelRejectedException">The file is no such model.</exception>
    /// <exception cref="IOException">The file cannot be read or the store not written.</exception>
    public InstalledModel InstallPublished(
        ModelEntry entry, string file, string source, IReadOnlyCollection<string> accepted, CancellationToken cancellation)
    {
        LicenceRefusedException.Require(entry, accepted);
        return Install(entry, file, source, isPublished: true, cancellation);
    }

    private InstalledModel Install(
        ModelEntry entry, string file, string source, bool isPublished, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var incoming = store.BeginIncoming(entry.Name);
        try
        {
            var graph = ModelStore.GraphIn(incoming);
            WriteGraph(entry, file, graph);
            GraphCheck.Require(entry, graph);
            var model = Describe(entry, file, source, isPublished, graph);
            store.Commit(incoming, model);
            return model;
        }
        catch
        {
            Directory.Delete(incoming, recursive: true);
            throw;
        }
    }

    private static void WriteGraph(ModelEntry entry, string file, string graph)
    {
        if (entry.IsMade)
        {
            CheckpointGraph.Write(entry, file, graph);
        }
        else
        {
            File.Copy(file, graph);
        }
    }

    private InstalledModel Describe(ModelEntry entry, string file, string source, bool isPublished, string graph)
    {
        var sha256 = FileChecksum.Of(graph, ChecksumKind.Sha256);
        return new InstalledModel
        {
            Name = entry.Name,
            Sha256 = sha256,
            Bytes = new FileInfo(graph).Length,
            Source = source,
            // What is not made here is a copy.
            SourceSha256 = entry.IsMade ? FileChecksum.Of(file, ChecksumKind.Sha256) : sha256,
            IsPublished = isPublished,
            Licence = isPublished ? entry.Licence.Name : OwnWeights,
            LicenceAcceptedAt = entry.Licence.Commercial == CommercialUse.No ? time.GetUtcNow() : null,
            InstalledAt = time.GetUtcNow(),
        };
    }
}
