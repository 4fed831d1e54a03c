using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Models.Checkpoints;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Models.Graphs.Onnx;
using Spectre.Console;

namespace Pipeline.Measure.Networks;

/// <summary>What IndexNet's restructured graph saves against one that is written as an export would be.</summary>
internal static class GraphsCommand
{
    /// <summary>0.56, 0.97, 2.09 and 4.29 megapixels.</summary>
    private static readonly string[] Sizes = ["864x640", "1184x832", "1760x1184", "2400x1792"];

    private static readonly Argument<FileInfo> Weights = new("CHECKPOINT")
    {
        Description = "IndexNet's, as PyTorch saved it.",
    };

    private static readonly Option<string[]> Size = new("--size")
    {
        Description = "Width x height, multiples of 32.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => Sizes[..2],
    };

    private static readonly Option<int> Runs = new("--runs")
    {
        Description = "Of each; medians.",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "Of each.",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<string> Profile = new("--profile")
    {
        Description = "Writes the runtime's profiles, so begun.",
    };

    private static readonly Option<bool> Lean = new("--lean") { Description = "Without the runtime's memory pattern." };

    public static Command Make()
    {
        var command = new Command(
            "graphs", "Seconds of IndexNet's plain and restructured graph, by size of the picture.")
        {
            Weights, Size, Runs, Threads, Profile, Lean,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        using var checkpoint = Checkpoint.Open(parsed.GetRequiredValue(Weights).FullName);
        var table = new Table().AddColumns(
            "size", "MP", "graph", "median s", "least s", "of processor s", "largest difference");
        foreach (var size in parsed.GetRequiredValue(Size))
        {
            var sides = Array.ConvertAll(size.Split('x'), side => int.Parse(side, CultureInfo.InvariantCulture));
            var input = Noise(4 * sides[0] * sides[1]);
            float[]? first = null;
            foreach (var (name, model) in Graphs(checkpoint))
            {
                var timed = Time(model, input, [1, 4, sides[1], sides[0]], parsed, $"{name}-{size}");
                first ??= timed.Alpha;
                table.AddRow(
                    size,
                    Text(sides[0] * sides[1] / 1e6),
                    name,
                    Text(timed.Seconds),
                    Text(timed.Least),
                    Text(timed.Processor),
                    first.Zip(timed.Alpha).Max(pair => Math.Abs(pair.First - pair.Second))
                        .ToString("g2", CultureInfo.InvariantCulture));
            }
        }

        Tables.Write(table);
        return 0;
    }

    private static IEnumerable<(string Name, ModelProto Model)> Graphs(Checkpoint checkpoint) =>
    [
        ("plain", PlainIndexNetGraph.Make(checkpoint)),
        ("restructured", IndexNetGraph.Make(checkpoint, GraphInput.Tensor)),
    ];

    private static (double Seconds, double Least, double Processor, float[] Alpha) Time(
        ModelProto model, float[] input, long[] shape, ParseResult parsed, string name)
    {
        using var options = new SessionOptions
        {
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            IntraOpNumThreads = parsed.GetValue(Threads),
            EnableMemoryPattern = !parsed.GetValue(Lean),
        };
        if (parsed.GetValue(Profile) is { } begin)
        {
            options.ProfileOutputPathPrefix = begin + name;
            options.EnableProfiling = true;
        }

        using var session = new InferenceSession(model.ToByteArray(), options);
        using var value = OrtValue.CreateTensorValueFromMemory(input, shape);
        float[] Once()
        {
            using var run = new RunOptions();
            using var results = session.Run(run, ["x"], [value], ["alpha"]);
            return results[0].GetTensorDataAsSpan<float>().ToArray();
        }

        // The first run makes the memory that the others use again.
        var alpha = Once();
        var laps = Enumerable.Range(0, parsed.GetValue(Runs)).Select(_ => Lap(Once)).ToList();
        return (
            Median(laps.Select(lap => lap.Wall)),
            laps.Min(lap => lap.Wall),
            Median(laps.Select(lap => lap.Processor)),
            alpha);
    }

    private static (double Wall, double Processor) Lap(Func<float[]> run)
    {
        var (wall, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        run();
        return (Stopwatch.GetElapsedTime(wall).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static float[] Noise(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 4) - 2))];
    }
}
