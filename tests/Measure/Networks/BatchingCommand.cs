using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Models.Precision;
using Spectre.Console;

namespace Pipeline.Measure.Networks;

/// <summary>
/// What joining inputs of one size saves on the provider that is here: time for each and peak memory, each batch in a
/// process of its own, and how far answers differ from those of one alone.
/// </summary>
internal static class BatchingCommand
{
    private const string Name = "batching";

    private static readonly Argument<string> Model = new("MODEL")
    {
        Description = "An installed one whose graph was made here: deeplabv3-resnet101 or indexnet.",
    };

    private static readonly Option<int[]> Size = new("--size")
    {
        Description = "Width and height, multiples of 32.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [512, 512],
    };

    private static readonly Option<int[]> Batches = new("--batch")
    {
        Description = "Inputs in one run.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1, 2, 4, 8],
    };

    private static readonly Option<int> Runs = new("--runs")
    {
        Description = "Of each; medians.",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<bool> Child = new("--child") { Hidden = true };

    public static Command Make()
    {
        var command = new Command(Name, "Milliseconds for each input and peak memory, by inputs in one run.")
        {
            Model, Size, Batches, Runs, ChainUnderLoad.Set, Child,
        };
        command.SetAction(parsed => Commands.Run(() =>
        {
            if (parsed.GetValue(Child))
            {
                ChildProcess.Answer(Measure(parsed));
            }
            else
            {
                Write([.. parsed.GetRequiredValue(Batches).Select(batch => InChild(parsed, batch))]);
            }
        }));
        return command;
    }

    private static Measured InChild(ParseResult parsed, int batch)
    {
        var settings = parsed.GetRequiredValue(ChainUnderLoad.Set);
        var child = ChildProcess.Own(
        [
            Name, parsed.GetRequiredValue(Model), "--child",
            "--batch", Text(batch), "--runs", Text(parsed.GetValue(Runs)),
            "--size", .. parsed.GetRequiredValue(Size).Select(side => Text(side)),
            .. settings.SelectMany(setting => new[] { "--set", setting }),
        ]);
        return child.Answered<Measured>();
    }

    private static Measured Measure(ParseResult parsed)
    {
        var batch = parsed.GetRequiredValue(Batches).Single();
        using var services = ChainUnderLoad.Services(
            parsed, ("Worker:Inference:MaxBatch", Text(batch)), ("Worker:Inference:BatchMilliseconds", "1000"));
        var models = services.GetRequiredService<OnnxModels>();
        var name = parsed.GetRequiredValue(Model);
        var model = models.Find(name, GraphPrecision.Float32)
            ?? throw new MeasureException($"The model {name} is not installed.");
        var kind = ModelCatalogue.Own.Model(name).Kind;
        var size = parsed.GetRequiredValue(Size);
        var inputs = Enumerable.Range(0, batch).Select(seed => Input(kind, size[0], size[1], seed)).ToList();
        var milliseconds = MedianLap(parsed.GetValue(Runs), () => Ask(model, kind, inputs));
        var peak = PeakMemory.OfThisProcess();
        var alone = inputs.Select(input => Ask(model, kind, [input])[0]).ToList();
        return new Measured(
            models.Provider.ToString(), batch, milliseconds, peak, Difference(Ask(model, kind, inputs), alone));
    }

    private static double MedianLap(int runs, Action run)
    {
        // The first lap makes the memory that the others use again.
        run();
        var laps = new List<double>();
        for (var lap = 0; lap < runs; lap++)
        {
            var start = Stopwatch.GetTimestamp();
            run();
            laps.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return laps.Order().ElementAt(runs / 2);
    }

    private static IReadOnlyList<float[]> Ask(
        OnnxModel model, ModelKind kind, IReadOnlyList<IReadOnlyDictionary<string, OrtValue>> inputs) => model.RunAll(
            inputs,
            kind == ModelKind.Matter ? "alpha" : "foreground",
            (values, _) => values.ToArray(),
            CancellationToken.None);

    private static Dictionary<string, OrtValue> Input(ModelKind kind, int width, int height, int seed)
    {
        var random = new Random(seed);
        var picture = new byte[height * width * 3];
        random.NextBytes(picture);
        var trimap = new byte[height * width];
        random.NextBytes(trimap);
        var inputs = new Dictionary<string, OrtValue>
        {
            [GraphNames.Picture] = OrtValue.CreateTensorValueFromMemory(picture, [1, height, width, 3]),
        };
        if (kind == ModelKind.Matter)
        {
            inputs.Add("trimap", OrtValue.CreateTensorValueFromMemory(trimap, [1, height, width]));
        }

        return inputs;
    }

    private static double Difference(IReadOnlyList<float[]> joined, IReadOnlyList<float[]> alone) => joined.Zip(alone)
        .Max(pair => pair.First.Zip(pair.Second).Max(values => Math.Abs(values.First - values.Second)));

    private static void Write(IReadOnlyList<Measured> rows)
    {
        var table = new Table().AddColumns(
            "provider", "batch", "ms each", "inputs/s", "× the first", "peak MiB", "greatest difference");
        foreach (var row in rows)
        {
            var each = row.Milliseconds / row.Batch;
            table.AddRow(
                row.Provider,
                Text(row.Batch),
                each.ToString("0", CultureInfo.InvariantCulture),
                (1000 / each).ToString("0.00", CultureInfo.InvariantCulture),
                (rows[0].Milliseconds / rows[0].Batch / each).ToString("0.00", CultureInfo.InvariantCulture),
                Text(row.PeakMebibytes),
                row.Difference.ToString("g2", CultureInfo.InvariantCulture));
        }

        Tables.Write(table);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <param name="Provider">What ran it.</param>
    /// <param name="Batch">Inputs in one run.</param>
    /// <param name="Milliseconds">Of a run, median.</param>
    /// <param name="PeakMebibytes">Of the process.</param>
    /// <param name="Difference">Greatest, from the answers to one alone.</param>
    private sealed record Measured(
        string Provider, int Batch, double Milliseconds, int PeakMebibytes, double Difference);
}
