using Microsoft.Extensions.Options;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Measure.Reference;

/// <summary>The same weights for both: checkpoints for PyTorch, and installed as models of ours.</summary>
/// <param name="DeepLab">Checkpoint.</param>
/// <param name="IndexNet">Checkpoint.</param>
/// <param name="Models">Folder of installed models.</param>
internal sealed record ReferenceWeights(string DeepLab, string IndexNet, string Models)
{
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
        Install(models, "deeplabv3-resnet101", deeplab);
        Install(models, "indexnet", indexnet);
        return new ReferenceWeights(deeplab, indexnet, models);
    }

    private static void Install(string models, string name, string checkpoint)
    {
        var store = new ModelStore(Options.Create(new ModelStoreOptions { Folder = models }));
        new ModelInstaller(store, TimeProvider.System).Install(
            ModelCatalogue.Own.Model(name),
            checkpoint,
            Path.GetFileName(checkpoint),
            [name],
            CancellationToken.None,
            ownWeights: true);
    }
}
