using Microsoft.Extensions.Options;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Precision;

namespace Pipeline.Measure.Reference;

/// <summary>The same weights for both: checkpoints for PyTorch, and installed as models of ours.</summary>
/// <param name="DeepLab">Checkpoint.</param>
/// <param name="IndexNet">Checkpoint.</param>
/// <param name="Models">Folder of installed models.</param>
internal sealed record ReferenceWeights(string DeepLab, string IndexNet, string Models)
{
    private const string Segmenter = "deeplabv3-resnet101";

    /// <param name="work">Folder that is kept for the next time.</param>
    /// <param name="torch">Makes random checkpoints in the place of those that are not given.</param>
    /// <param name="deeplab">Checkpoint of DeepLabV3-ResNet101, or null.</param>
    /// <param name="indexnet">Checkpoint of IndexNet, or null.</param>
    public static ReferenceWeights Provide(string work, TorchProgram torch, string? deeplab, string? indexnet)
    {
        var folder = Path.Combine(work, "weights");
        deeplab ??= Path.Combine(folder, "deeplabv3.pth");
        indexnet ??= Path.Combine(folder, "indexnet.pth.tar");
        if (!File.Exists(deeplab) || !File.Exists(indexnet))
        {
            torch.MakeRandomWeights(folder);
        }

        var models = Path.Combine(work, "models");
        var store = StoreIn(models);
        Install(store, Segmenter, deeplab);
        Install(store, "indexnet", indexnet);
        return new ReferenceWeights(deeplab, indexnet, models);
    }

    /// <summary>Makes the segmenter's graph in 8 bits, unless it is there.</summary>
    /// <param name="photos">Folder of photos that set its ranges.</param>
    /// <exception cref="ModelRejectedException">There are too few photos.</exception>
    public void RequireInt8(string photos)
    {
        var store = StoreIn(Models);
        if (store.Find(Segmenter)?.Int8 is null)
        {
            VariantMaker.In(store).Make(
                ModelCatalogue.Own.Model(Segmenter), GraphPrecision.Int8, photos, CancellationToken.None);
        }
    }

    private static ModelStore StoreIn(string models) =>
        new(Options.Create(new ModelStoreOptions { Folder = models }));

    private static void Install(ModelStore store, string name, string checkpoint)
    {
        if (store.Find(name)?.SourceSha256 == FileChecksum.Of(checkpoint, ChecksumKind.Sha256))
        {
            return;
        }

        new ModelInstaller(store, TimeProvider.System).Install(
            ModelCatalogue.Own.Model(name),
            checkpoint,
            Path.GetFileName(checkpoint),
            [name],
            CancellationToken.None,
            ownWeights: true);
    }
}
