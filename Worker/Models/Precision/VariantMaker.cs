using Google.Protobuf;
using Microsoft.Extensions.Options;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Models.Precision;

/// <summary>
/// Makes an installed model's graph in another precision, compares it with single precision on photos, and keeps it
/// with what was found. Of several ways to choose ranges, the photos decide.
/// </summary>
internal sealed class VariantMaker(
    ModelStore store, ImageDecoder decoder, SessionFactory sessions, TimeProvider time)
{
    /// <summary>Of the models of a store, on the processor, from photos within the usual limits.</summary>
    public static VariantMaker In(ModelStore store) => new(
        store, new ImageDecoder(Options.Create(new ImageLimits())), SessionFactory.OnProcessor(), TimeProvider.System);

    /// <param name="entry">The model.</param>
    /// <param name="precision">Another one than that in which it is installed.</param>
    /// <param name="photos">Folder of photos of the kind that it will see.</param>
    /// <param name="cancellation">Between runs; leaves the model as it was.</param>
    /// <returns>The model with the variant.</returns>
    /// <exception cref="ArgumentException">It is not installed, there are too few photos, or this cannot be made of
    /// it.</exception>
    /// <exception cref="ModelDamagedException">The installed file is not the one that was installed.</exception>
    /// <exception cref="ModelRejectedException">Its graph cannot be in this precision.</exception>
    public InstalledModel Make(
        ModelEntry entry, GraphPrecision precision, string photos, CancellationToken cancellation)
    {
        RequirePossible(entry, precision);
        var installed = store.Find(entry.Name) ?? throw new ArgumentException(
            $"{entry.Name} is not installed. Install it with: deploy/worker models pull {entry.Name}", nameof(entry));
        store.Verify(installed);
        var samples = SamplePhotos.Read(photos, entry, decoder, cancellation);
        var best = new VariantTrials(entry, PlainGraph.Read(store.GraphOf(installed)), sessions, time)
            .Of(precision, samples, cancellation)
            .MaxBy(candidate => (candidate.Trial.Agreement, -candidate.Trial.MeanDifference))!;
        return store.AddVariant(installed, precision, file => Describe(entry, best, file, samples));
    }

    private static void RequirePossible(ModelEntry entry, GraphPrecision precision)
    {
        if (precision == GraphPrecision.Float32)
        {
            throw new ArgumentException("Every model is installed in float32.", nameof(precision));
        }

        if (entry.PrecisionFor(precision) != precision)
        {
            throw new ArgumentException(
                $"{entry.Name} is a matting network: its alpha loses too much in int8, so that it stays in float32.",
                nameof(precision));
        }
    }

    /// <summary>Writes the graph, looks at it as at any that is installed, and says what it is.</summary>
    private ModelVariant Describe(ModelEntry entry, VariantCandidate best, string file, SamplePhotos samples)
    {
        using (var stream = File.Create(file))
        {
            best.Graph.WriteTo(stream);
        }

        GraphCheck.Require(entry, file);
        return new ModelVariant
        {
            Sha256 = FileChecksum.Of(file, ChecksumKind.Sha256),
            Bytes = new FileInfo(file).Length,
            Rule = best.Rule,
            CalibrationPhotos = best.Rule is null ? 0 : samples.Calibration.Count,
            Trial = best.Trial,
            MadeAt = time.GetUtcNow(),
        };
    }
}
