using System.CommandLine;
using System.Globalization;

namespace Pipeline.Measure.Reference;

/// <summary>
/// Our chain beside the PyTorch program that it replaces: same weights, photo, mask and threads; seconds of a new
/// process and of a warm one, and the peak memory of each.
/// </summary>
internal static class ReferenceCommand
{
    private static readonly Argument<FileInfo> Photo = new("PHOTO")
    {
        Description = "The photo that is scaled to each size.",
    };

    private static readonly Option<double[]> Sizes = new("--megapixels")
    {
        Description = "Sizes to measure.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [2, 4],
    };

    private static readonly Option<string[]> Settings = new("--settings")
    {
        Description = $"Of ours: {string.Join(", ", ChainSetting.Names)}.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [.. ChainSetting.Names],
    };

    private static readonly Option<int> Runs = new("--runs")
    {
        Description = "In a warm process; medians.",
        DefaultValueFactory = _ => 3,
    };

    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "Of each program.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private static readonly Option<bool> WithEllipse = new("--ellipse")
    {
        Description = "An ellipse in place of the mask that the network finds; random weights find nothing.",
    };

    private static readonly Option<FileInfo?> DeepLab = new("--deeplab")
    {
        Description = "Checkpoint of DeepLabV3-ResNet101 (default: random, made once).",
    };

    private static readonly Option<FileInfo?> IndexNet = new("--indexnet")
    {
        Description = "Checkpoint of IndexNet (default: random, made once).",
    };

    private static readonly Option<FileInfo?> Baseline = new("--baseline")
    {
        Description = "Another script of the reference, with the arguments of chain.py, measured too.",
    };

    private static readonly Option<string> Python = new("--python")
    {
        Description = "Interpreter with PyTorch and OpenCV.",
        DefaultValueFactory = _ => "/usr/bin/python3",
    };

    private static readonly Option<DirectoryInfo?> Photos = new("--photos")
    {
        Description = "Folder of photos that set the ranges of the 8-bit graph (default: that of PHOTO).",
    };

    private static readonly Option<DirectoryInfo?> Work = new("--work")
    {
        Description = "Folder for weights, models and pictures (default: artifacts/reference of the checkout).",
    };

    public static Command Make()
    {
        var command = new Command("reference", "Seconds and peak memory beside the reference chain in PyTorch.")
        {
            Photo, Sizes, Settings, Runs, Threads, WithEllipse, DeepLab, IndexNet, Baseline, Python, Photos, Work,
        };
        command.SetAction(parsed => Commands.Run(() => Run(parsed)));
        return command;
    }

    private static void Run(ParseResult parsed)
    {
        var (photo, threads) = (parsed.GetRequiredValue(Photo), parsed.GetValue(Threads));
        var settings = parsed.GetRequiredValue(Settings).Select(ChainSetting.Named).ToList();
        var torch = new TorchProgram(parsed.GetRequiredValue(Python), threads);
        torch.RequireModules();
        var work = parsed.GetValue(Work)?.FullName ?? DefaultWork();
        var weights = ReferenceWeights.Provide(
            work, torch, parsed.GetValue(DeepLab)?.FullName, parsed.GetValue(IndexNet)?.FullName);
        if (settings.Any(setting => setting.IsInt8))
        {
            weights.RequireInt8(parsed.GetValue(Photos)?.FullName ?? photo.DirectoryName!);
        }

        var bench = new ReferenceBench(
            torch, weights, settings, parsed.GetValue(Baseline)?.FullName, parsed.GetValue(Runs), threads);
        var pictures = Directory.CreateDirectory(Path.Combine(work, "pictures")).FullName;
        var table = new ReferenceTable();
        foreach (var megapixels in parsed.GetRequiredValue(Sizes))
        {
            var name = string.Create(
                CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(photo.Name)}-{megapixels}MP.jpg");
            var scaled = Path.Combine(pictures, name);
            ScaledPhoto.Write(photo.FullName, megapixels, scaled);
            bench.Measure(table, new ReferenceJob(scaled, pictures, parsed.GetValue(WithEllipse)));
        }

        table.Write();
    }

    /// <summary>Three above this program's folder, artifacts/bin/Measure/release.</summary>
    private static string DefaultWork() =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../reference"));
}
