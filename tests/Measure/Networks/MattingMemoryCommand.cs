using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OpenCvSharp;
using Pipeline.Measure.Runs;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Matting.Areas;
using Pipeline.Worker.Models.Precision;
using Pipeline.Worker.Trimaps;
using Spectre.Console;
using Size = OpenCvSharp.Size;

namespace Pipeline.Measure.Networks;

/// <summary>
/// What a run of the matting network takes by its pixels, and the line through that: where
/// <see cref="MattingMemory"/> has its constants from.
/// </summary>
internal static class MattingMemoryCommand
{
    private const int Runs = 3;

    private static readonly Option<string> Model = new("--model")
    {
        Description = "An installed matting network.",
        DefaultValueFactory = _ => "indexnet",
    };

    private static readonly Option<string[]> Inputs = new("--size")
    {
        Description = "Width x height, multiples of 32.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["256x256", "384x384", "512x512", "864x640", "1184x832", "1760x1184"],
    };

    private static readonly Option<bool> Once = new("--child") { Hidden = true };

    public static Command Make()
    {
        var command = new Command(
            "matting-memory", "Mebibytes and seconds of the matting network by size, each size in its own process.")
        {
            Model, Inputs, Once,
        };
        command.SetAction(parsed => Commands.Run(() =>
        {
            var (model, sizes) = (parsed.GetRequiredValue(Model), parsed.GetRequiredValue(Inputs));
            if (parsed.GetValue(Once))
            {
                ChildProcess.Answer(Take(model, SizeOf(sizes[0])));
            }
            else
            {
                Write(sizes, [.. sizes.Select(size =>
                    ChildProcess.Own("matting-memory", "--child", "--model", model, "--size", size).Answered<NetworkRun>())]);
            }
        }));
        return command;
    }

    private static void Write(string[] sizes, NetworkRun[] runs)
    {
        var table = new Table().AddColumns("input", "MP", "MiB", "by the formula", "seconds", "s/MP");
        foreach (var (size, run) in sizes.Zip(runs))
        {
            table.AddRow(
                size,
                Text(run.Megapixels),
                Text(run.Mebibytes, "0"),
                Text(MattingMemory.MebibytesOf(run.Megapixels * 1e6), "0"),
                Text(run.Seconds),
                Text(run.Seconds / run.Megapixels));
        }

        Tables.Write(table);
        var (mean, middle) = (runs.Average(run => run.Mebibytes), runs.Average(run => run.Megapixels));
        var slope = runs.Sum(run => (run.Megapixels - middle) * (run.Mebibytes - mean))
            / runs.Sum(run => Math.Pow(run.Megapixels - middle, 2));
        Console.WriteLine($"Least squares: {Text(mean - (slope * middle), "0")} MiB + {Text(slope, "0")} MiB per megapixel");
    }

    private static NetworkRun Take(string name, Size size)
    {
        using var services = ChainServices.Make();
        var model = services.GetRequiredService<OnnxModels>().Find(name, GraphPrecision.Float32)
            ?? throw new MeasureException($"There is no model {name}.");
        // Opens the session, whose weights are not a run's.
        Run(model, new Size(32, 32));
        PeakMemory.Forget();
        var before = PeakMemory.ResidentNow();
        var seconds = Enumerable.Range(0, Runs).Select(_ => Run(model, size)).Order().ElementAt(Runs / 2);
        return new NetworkRun(size.Width * size.Height / 1e6, PeakMemory.OfThisProcess() - before, seconds);
    }

    private static double Run(OnnxModel model, Size size)
    {
        using var picture = new Mat(size, MatType.CV_8UC3);
        Cv2.Randu(picture, Scalar.All(0), Scalar.All(256));
        using var trimap = new Mat(size, MatType.CV_8UC1, new Scalar(Trimap.Unknown));
        var start = Stopwatch.GetTimestamp();
        MattingNetwork.Run(model, picture, trimap, CancellationToken.None).Dispose();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static Size SizeOf(string text)
    {
        var sides = Array.ConvertAll(text.Split('x'), side => int.Parse(side, CultureInfo.InvariantCulture));
        return new Size(sides[0], sides[1]);
    }

    private static string Text(double value, string format = "0.00") => value.ToString(format, CultureInfo.InvariantCulture);

    /// <param name="Megapixels">Of the input.</param>
    /// <param name="Mebibytes">At most, above what the process took with the network loaded.</param>
    /// <param name="Seconds">Median.</param>
    private sealed record NetworkRun(double Megapixels, int Mebibytes, double Seconds);
}
