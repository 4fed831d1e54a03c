using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Measure.Reference;
using Pipeline.Measure.Runs;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Cutouts;

namespace Pipeline.Measure.Networks;

/// <summary>What the commands that load a chain are told, and the chain.</summary>
internal static class ChainUnderLoad
{
    public static readonly Argument<DirectoryInfo> Photos = new("PHOTOS")
    {
        Description = "Folder of photos, searched with the folders in it.",
    };

    public static readonly Option<string> Chain = new("--chain")
    {
        Description = "An installed one.",
        DefaultValueFactory = _ => StandardChain.Name,
    };

    public static readonly Option<double[]> Megapixels = new("--megapixels")
    {
        Description = "The photos are scaled to these sizes in turn.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [0.5, 1, 2],
    };

    public static readonly Option<bool> WithEllipse = new("--ellipse")
    {
        Description = "The segmenter runs, and an ellipse takes the place of its mask: random weights find nothing.",
    };

    public static readonly Option<string[]> Set = new("--set")
    {
        Description = "Settings of the worker, such as Worker:Inference:Threads=1.",
        HelpName = "NAME=VALUE",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    /// <exception cref="MeasureException">A setting has no value.</exception>
    public static ServiceProvider Services(ParseResult parsed, params (string Name, string Value)[] more)
    {
        var settings = more.ToDictionary(setting => setting.Name, setting => (string?)setting.Value);
        foreach (var pair in parsed.GetRequiredValue(Set).Select(text => text.Split('=', 2)))
        {
            settings[pair[0]] =
                pair.Length == 2 ? pair[1] : throw new MeasureException($"{pair[0]} is to be NAME=VALUE.");
        }

        return ChainServices.Make(settings);
    }

    /// <summary>The chain, with its networks loaded and run once.</summary>
    /// <exception cref="MeasureException">It is not installed.</exception>
    public static CutoutChain Prepared(ParseResult parsed, IServiceProvider services)
    {
        var chains = services.GetRequiredService<InstalledChains>();
        try
        {
            var chain = chains.Find(chains.Resolve(parsed.GetRequiredValue(Chain)));
            chain.Prepare(CancellationToken.None);
            return parsed.GetValue(WithEllipse) ? chain.WithSegmenter(inner => new EllipseSegmenter(inner)) : chain;
        }
        catch (ArgumentException unknown)
        {
            throw new MeasureException(unknown.Message);
        }
    }
}
