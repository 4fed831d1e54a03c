using System.CommandLine;
using System.Diagnostics;
using Pipeline.Worker.Models.Checkpoints;
using Pipeline.Worker.Models.Graphs;

namespace Pipeline.Measure.Networks;

/// <summary>Time and memory of making a graph from a checkpoint, alone in a process.</summary>
internal static class MakeGraphCommand
{
    private static readonly Argument<NetworkKind> Kind = new("NETWORK") { Description = "DeepLabV3 or IndexNet." };

    private static readonly Argument<FileInfo> Weights = new("CHECKPOINT") { Description = "As PyTorch saved it." };

    private static readonly Argument<FileInfo> Graph = new("GRAPH") { Description = "File to write." };

    public static Command Make()
    {
        var command = new Command("make-graph", "Makes a graph from a checkpoint; prints seconds and peak memory.")
        {
            Kind, Weights, Graph,
        };
        command.SetAction(parsed =>
        {
            var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            using (var checkpoint = Checkpoint.Open(parsed.GetRequiredValue(Weights).FullName))
            {
                GraphMaker.Write(parsed.GetValue(Kind), checkpoint, parsed.GetRequiredValue(Graph).FullName);
            }

            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var busy = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
            Console.WriteLine(FormattableString.Invariant(
                $"{seconds:0.0} s, {busy:0.0} s of processor, peak {PeakMemory.OfThisProcess()} MiB"));
        });
        return command;
    }
}
