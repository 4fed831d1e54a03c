using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Foreground;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Precision;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Chains;

/// <summary>
/// Makes the catalogue's chains of installed networks, whose sessions are opened when they are first used.
/// </summary>
internal sealed partial class NetworkChains(
    ChainParts parts,
    ModelCatalogue catalogue,
    ModelStore store,
    OnnxModels models,
    IOptions<InferenceOptions> inference,
    ILogger<NetworkChains> logger)
{
    /// <summary>Counts up whenever a change of the code changes cutouts of chains with networks only.</summary>
    public const int Revision = 3;

    /// <summary>
    /// Every chain whose models are installed in the precision that is asked for, in the catalogue's order.
    /// </summary>
    public IEnumerable<CutoutChain> Installed() => catalogue.Chains
        .Where(entry => entry.Models.Any() && IsInstalled(entry))
        .Select(Make);

    /// <summary>
    /// What keeps a chain of the catalogue from running here, in a sentence; null where nothing does.
    /// </summary>
    public string? WhyNot(ChainEntry entry) => Missing(entry) ?? MissingVariant(entry);

    /// <summary>A chain whose models lack but the precision is one that an operator expects: it is logged.</summary>
    private bool IsInstalled(ChainEntry entry)
    {
        if (Missing(entry) is not null)
        {
            return false;
        }

        var missing = MissingVariant(entry);
        if (missing is not null)
        {
            LogNotServed(missing);
        }

        return missing is null;
    }

    private string? Missing(ChainEntry entry)
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

    /// <summary>Of models that are all installed.</summary>
    private string? MissingVariant(ChainEntry entry)
    {
        foreach (var name in entry.Models)
        {
            if (store.Find(name)!.In(PrecisionOf(name)) is null)
            {
                return $"The chain {entry.Name} is asked for in {PrecisionOf(name).Word()}, in which "
                    + $"{name} is not installed. Make that with: {VariantCommand.Of(name, PrecisionOf(name))}";
            }
        }

        return null;
    }

    /// <summary>
    /// Whether all its models are the published ones: of other weights nobody knows how good they are.
    /// </summary>
    public bool IsPublished(ChainEntry entry) => entry.Models.All(name => store.Find(name) is { IsPublished: true });

    private CutoutChain Make(ChainEntry entry) =>
        entry.Steps == ChainSteps.Reference ? MakeReference(entry) : MakeOwn(entry);

    private CutoutChain MakeOwn(ChainEntry entry)
    {
        var segmenter = entry.Segmenter is null ? null : Open(entry.Segmenter);
        var matter = entry.Matter is null ? null : Open(entry.Matter);
        return new CutoutChain(
            Reference(entry),
            parts.Decoder,
            segmenter is null
                ? new StandardSegmenter(parts.Networks)
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

    private OnnxModel Open(string name, bool takesFloats = false) => models.Find(name, PrecisionOf(name), takesFloats)!;

    private GraphPrecision PrecisionOf(string name) => catalogue.Model(name).PrecisionFor(inference.Value.Precision);

    private CutoutChain MakeReference(ChainEntry entry) => new(
        Reference(entry),
        parts.Decoder,
        new ReferenceSegmenter(Open(entry.Segmenter!)),
        new ReferenceTrimapGenerator(),
        parts.TrimapReader,
        new ReferenceMatter(Open(entry.Matter!, takesFloats: true)),
        parts.Quality,
        new UnchangedForeground(),
        parts.Maker,
        models);

    /// <summary>
    /// Over the revisions of the code, the weights, and the entries and options of the steps that it has, because each
    /// decides the result. The provider does not: it rounds differently.
    /// </summary>
    private ChainRef Reference(ChainEntry entry) => new()
    {
        Name = entry.Name,
        Digest = entry.Steps == ChainSteps.Reference
            ? ChainDigest.Of(Revision, entry.Steps, entry.Models.Select(Decisive))
            : ChainDigest.Of(
                Revision,
                StandardChain.Revision,
                entry.Steps,
                entry.Segmenter is null
                    ? [parts.Networks.Sha256]
                    : Decisive(entry.Segmenter),
                parts.Trimap.Value,
                entry.Matter is null ? parts.Matting.Value : Decisive(entry.Matter),
                entry.Matter is null ? null : parts.NetworkMatting.Value,
                parts.Foreground.Value),
    };

    /// <summary>What of a model decides the result.</summary>
    private object?[] Decisive(string name)
    {
        var model = catalogue.Model(name);
        return [model.Input, model.Output, Open(name).Sha256];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The model {Model} is not used")]
    private partial void LogDamaged(string model, Exception cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason}")]
    private partial void LogNotServed(string reason);
}
