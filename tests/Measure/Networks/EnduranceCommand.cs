using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Pipeline.Measure.Networks;

/// <summary>Whether memory grows while photos of several sizes are worked on for minutes.</summary>
internal static class EnduranceCommand
{
    private const int Samples = 20;

    private static readonly Option<double> Minutes = new("--minutes")
    {
        Description = "How long it works.",
        DefaultValueFactory = _ => 10,
    };

    private static readonly Option<int> Jobs = new("--jobs")
    {
        Description = "Photos worked on at once.",
        DefaultValueFactory = _ => 2,
    };

    public static Command Make()
    {
        var command = new Command("endurance", "Resident memory over minutes of mixed sizes, and its slope.")
        {
            ChainUnderLoad.Photos, ChainUnderLoad.Chain, ChainUnderLoad.Megapixels, ChainUnderLoad.WithEllipse,
            ChainUnderLoad.Set, Minutes, Jobs,
        };
        command.SetAction(parsed => Commands.Run(() => Run(parsed)));
        return command;
    }

    private static void Run(ParseResult parsed)
    {
        using var load = new Workload(
            parsed.GetRequiredValue(ChainUnderLoad.Photos), parsed.GetRequiredValue(ChainUnderLoad.Megapixels));
        using var services = ChainUnderLoad.Services(parsed);
        var chain = ChainUnderLoad.Prepared(parsed, services);
        var step = TimeSpan.FromMinutes(parsed.GetValue(Minutes)) / Samples;
        var table = new Table().AddColumns("minutes", "photos", "resident MiB", "most so far MiB");
        var (begun, samples) = (Stopwatch.GetTimestamp(), new List<(double Photos, double Mebibytes)>());
        var photos = 0;
        for (var i = 0; i < Samples; i++)
        {
            var offset = photos;
            photos += load.Run(
                chain, parsed.GetValue(Jobs), _ => Stopwatch.GetElapsedTime(begun) < (i + 1) * step, first: offset);
            samples.Add((photos, PeakMemory.ResidentNow()));
            table.AddRow(
                Stopwatch.GetElapsedTime(begun).TotalMinutes.ToString("0.0", CultureInfo.InvariantCulture),
                photos.ToString(CultureInfo.InvariantCulture),
                PeakMemory.ResidentNow().ToString(CultureInfo.InvariantCulture),
                PeakMemory.OfThisProcess().ToString(CultureInfo.InvariantCulture));
        }

        Tables.Write(table);
        Console.WriteLine(FormattableString.Invariant(
            $"Slope of the second half: {1024 * Slope(samples[(Samples / 2)..]):0} KiB per photo"));
    }

    /// <summary>Of the line of least squares.</summary>
    private static double Slope(IReadOnlyList<(double X, double Y)> points)
    {
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        var spread = points.Sum(point => (point.X - x) * (point.X - x));
        return spread == 0 ? 0 : points.Sum(point => (point.X - x) * (point.Y - y)) / spread;
    }
}
