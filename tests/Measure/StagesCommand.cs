using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Measure.Runs;
using Pipeline.Worker.Cutouts;
using Spectre.Console;

namespace Pipeline.Measure;

/// <summary>
/// Seconds per stage and peak memory of one photo at several sizes, file to file. Each size runs in a process of its
/// own, since peak memory belongs to a process; times are medians of warm runs.
/// </summary>
internal static class StagesCommand
{
    private static readonly Argument<FileInfo> Photo = new("PHOTO")
    {
        Description = "The photo that is scaled to each size.",
    };

    private static readonly Option<double[]> Sizes = new("--megapixels")
    {
        Description = "Sizes to measure.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [0.5, 2, 12],
    };

    private static readonly Option<int> Runs = new("--runs")
    {
        Description = "Runs that count, after one that does not.",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<bool> Once = new("--child") { Hidden = true };

    public static Command Make()
    {
        var command = new Command("stages", "Seconds per stage and peak memory by size of the photo.")
        {
            Photo, Sizes, Runs, Once,
        };
        command.SetAction(parsed => Commands.Run(() =>
        {
            var (photo, runs) = (parsed.GetRequiredValue(Photo).FullName, parsed.GetValue(Runs));
            if (parsed.GetValue(Once))
            {
                Child(photo, runs);
            }
            else
            {
                Parent(photo, parsed.GetRequiredValue(Sizes), runs);
            }
        }));
        return command;
    }

    private static void Parent(string photo, double[] sizes, int runs)
    {
        var measured = sizes.Select(size => Measure(photo, size, runs)).ToList();
        var table = new Table().AddColumn("photo");
        foreach (var stage in measured[0].Seconds.Keys)
        {
            table.AddColumn(stage);
        }

        table.AddColumns("total s", "s/MP", "peak MiB");
        foreach (var m in measured)
        {
            string[] cells =
            [
                $"{m.Width}×{m.Height}",
                .. m.Seconds.Values.Select(s => s.ToString("0.000", CultureInfo.InvariantCulture)),
                m.Total.ToString("0.00", CultureInfo.InvariantCulture),
                (m.Total / (m.Width * (double)m.Height / 1e6)).ToString("0.00", CultureInfo.InvariantCulture),
                m.PeakMebibytes.ToString(CultureInfo.InvariantCulture),
            ];
            table.AddRow(cells);
        }

        Tables.Write(table);
    }

    private static StageMeasurement Measure(string photo, double megapixels, int runs)
    {
        var scaled = Path.Combine(Path.GetTempPath(), $"pipeline-stages-{Environment.ProcessId}.jpg");
        try
        {
            ScaledPhoto.Write(photo, megapixels, scaled);
            var child = ChildProcess.Own(
                "stages", scaled, "--child", "--runs", runs.ToString(CultureInfo.InvariantCulture));
            return child.Answered<StageMeasurement>();
        }
        finally
        {
            File.Delete(scaled);
        }
    }

    private static void Child(string photo, int runs)
    {
        using var services = ChainServices.Make();
        var cutout = photo + ".png";
        var chain = services.GetRequiredService<CutoutChain>();
        ChildProcess.Answer(StageMeasurement.Take(chain, photo, cutout, runs));
        File.Delete(cutout);
    }
}
