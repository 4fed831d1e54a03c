using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Foreground;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Chains;

/// <summary>
/// Makes the catalogue's chains of installed networks, whose sessions are opened when they are first used.
/// </summary>
internal sealed partial class NetworkChains(
    ChainParts parts, ModelCatalogue catalogue, ModelStore store, OnnxModels models, ILogger<NetworkChains> logger)
{
    /// <summary>Counts up whenever a change of the code changes cutouts of chains with networks only.</summary>
    public const int Revision = 2;

    /// <summary>Every chain whose models are installed, in the catalogue's order.</summary>
    public IEnumerable<CutoutChain> Installed() => catalogue.Chains
        .Where(entry => entry.Models.Any() && Missing(entry) is null)
        .Select(Make);

    /// <summary>
    /// What keeps a chain of the catalogue from running here, in a sentence; null where nothing does.
    /// </summary>
    public string? Missing(ChainEntry entry)
    {
        var missing = new List<string>();
        foreach (var name in entry.Models)
        {
            try
            {
                if (store.Find(name) is null)
                {
                    missing.Add(name);
                }
            }
            catch (ModelDamagedException e)
            {
                LogDamaged(name, e);
                return e.Message;
            }
        }

        return missing.Count == 0
            ? null
            : $"The chain {entry.Name} needs what is not installed: {string.Join(" and ", missing)}. "
                + $"Install it with: deploy/worker models pull {string.Join(' ', missing)}";
    }

    /// <summary>
    /// Whether all its models are the published ones: of other weights nobody knows how good they are.
    /// </summary>
    public bool IsPublished(ChainEntry entry) => entry.Models.All(name => store.Find(name) is { IsPublished: true });

    private CutoutChain Make(ChainEntry entry) =>
        entry.Steps == ChainSteps.Reference ? MakeReference(entry) : MakeOwn(entry);

    private CutoutChain MakeOwn(ChainEntry entry)
    {
        var segmenter = entry.Segmenter is null ? null : models.Find(entry.Segmenter)!;
        var matter = entry.Matter is null ? null : models.Find(entry.Matter)!;
        return new CutoutChain(
            Reference(entry),
            parts.Decoder,
            segmenter is null
                ? new ClassicSegmenter(parts.SubjectNetwork, parts.Segmenter)
                : new OnnxSegmenter(segmenter, catalogue.Model(entry.Segmenter!)),
            new TrimapGenerator(parts.Trimap),
            parts.TrimapReader,
            new ResidueFreeMatter(
                matter is null
                    ? new ColourModelMatter(parts.Matting)
                    : new OnnxAlphaMatter(matter, parts.NetworkMatting)),
            parts.Quality,
            new MultilevelForeground(parts.Foreground),
            parts.Maker,
            models);
    }

    private CutoutChain MakeReference(ChainEntry entry) => new(
        Reference(entry),
        parts.Decoder,
        new ReferenceSegmenter(models.Find(entry.Segmenter!)!),
        new ReferenceTrimapGenerator(),
        parts.TrimapReader,
        new ReferenceMatter(models.Find(entry.Matter!, takesFloats: true)!),
        parts.Quality,
        new UnchangedForeground(),
        parts.Maker,
        models);

    /// <summary>
    /// Over the revisions of the code, the entries, the weights and every option, because each decides the result. The
    /// provider does not: it rounds differently.
    /// </summary>
    private ChainRef Reference(ChainEntry entry) => new()
    {
        Name = entry.Name,
        Digest = ChainDigest.Of(
            Revision,
            ClassicChain.Revision,
            entry.Steps,
            entry.Models.Select(Decisive),
            parts.SubjectNetwork.Sha256,
            parts.Segmenter.Value,
            parts.Trimap.Value,
            parts.Matting.Value,
            parts.NetworkMatting.Value,
            parts.Foreground.Value),
    };

    /// <summary>What of a model decides the result.</summary>
    private object?[] Decisive(string name)
    {
        var model = catalogue.Model(name);
        return [model.Input, model.Output, models.Find(name)!.Sha256];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The model {Model} is not used")]
    private partial void LogDamaged(string model, Exception cause);
}
