using System.CommandLine;
using System.Diagnostics;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Measure.Networks;

/// <summary>Time and memory of making a graph from a checkpoint, alone in a process.</summary>
internal static class MakeGraphCommand
{
    private static readonly Argument<string> Name = new("MODEL")
    {
        Description = "Of the catalogue: deeplabv3-resnet101 or indexnet.",
    };

    private static readonly Argument<FileInfo> Weights = new("CHECKPOINT") { Description = "As PyTorch saved it." };

    private static readonly Argument<FileInfo> Graph = new("GRAPH") { Description = "File to write." };

    public static Command Make()
    {
        var command = new Command("make-graph", "Makes a graph from a checkpoint; prints seconds and peak memory.")
        {
            Name, Weights, Graph,
        };
        command.SetAction(parsed =>
        {
            var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var model = ModelCatalogue.Own.Model(parsed.GetRequiredValue(Name));
            var graph = parsed.GetRequiredValue(Graph).FullName;
            CheckpointGraph.Write(model, parsed.GetRequiredValue(Weights).FullName, graph);
            GraphCheck.Require(model, graph);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var busy = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
            Console.WriteLine(FormattableString.Invariant(
                $"{seconds:0.0} s, {busy:0.0} s of processor, peak {PeakMemory.OfThisProcess()} MiB"));
        });
        return command;
    }
}
