using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Options;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Precision;
using Spectre.Console;

namespace Pipeline.Measure.Networks;

/// <summary>A network in every precision that can be made of it: time, size, loss.</summary>
internal static class PrecisionCommand
{
    private static readonly Argument<string> Name = new("MODEL") { Description = "Of the catalogue." };

    private static readonly Argument<FileInfo> Graph = new("GRAPH") { Description = "Its ONNX graph in single precision." };

    private static readonly Option<DirectoryInfo> Photos = new("--photos")
    {
        Description = "Photos to calibrate on and to compare.",
        Required = true,
    };

    public static Command Make()
    {
        var command = new Command(
            "precision", "Milliseconds, size and agreement of a network in single, 8-bit and half precision.")
        {
            Name, Graph, Photos,
        };
        command.SetAction((parsed, token) => Task.FromResult(Run(parsed, token)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var entry = ModelCatalogue.Own.Model(parsed.GetRequiredValue(Name));
        var decoder = new ImageDecoder(Options.Create(new ImageLimits()));
        var samples = SamplePhotos.Read(parsed.GetRequiredValue(Photos).FullName, entry, decoder, cancellation);
        var single = PlainGraph.Read(parsed.GetRequiredValue(Graph).FullName);
        var trials = new VariantTrials(entry, single, SessionFactory.OnProcessor(), TimeProvider.System);
        var table = new Table().AddColumns(
            "precision", "ranges", "MB", "ms", "ms float32", "agreement", "mean difference", "largest difference");
        foreach (var precision in Precisions(entry))
        {
            foreach (var candidate in trials.Of(precision, samples, cancellation))
            {
                table.AddRow(Row(precision, candidate));
            }
        }

        Tables.Write(table);
        Console.WriteLine(
            $"float32: {Text(single.CalculateSize() / 1e6, "0.0")} MB; calibrated on {samples.Calibration.Count} photos, "
                + $"compared on {samples.Comparison.Count} others");
        return 0;
    }

    private static IEnumerable<GraphPrecision> Precisions(ModelEntry entry) =>
        Enum.GetValues<GraphPrecision>().Where(precision =>
            precision != GraphPrecision.Float32 && entry.PrecisionFor(precision) == precision);

    private static string[] Row(GraphPrecision precision, VariantCandidate candidate) =>
    [
        precision.Word(),
        candidate.Rule?.ToString() ?? "",
        Text(candidate.Graph.CalculateSize() / 1e6, "0.0"),
        Text(candidate.Trial.Milliseconds, "0"),
        Text(candidate.Trial.Float32Milliseconds, "0"),
        Text(candidate.Trial.Agreement, "0.00%"),
        Text(candidate.Trial.MeanDifference, "g2"),
        Text(candidate.Trial.MaxDifference, "g2"),
    ];

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
