using System.CommandLine;
using System.Globalization;
using OpenCvSharp;
using Spectre.Console;
using Size = OpenCvSharp.Size;

namespace Pipeline.Measure;

/// <summary>
/// Seconds per stage and peak memory of one photo at several sizes, file to file. Each size runs in a process of its
/// own, since peak memory belongs to a process; times are medians of warm runs.
/// </summary>
internal static class StagesCommand
{
    private static readonly Argument<FileInfo> Photo = new("PHOTO") { Description = "The photo that is scaled to each size." };

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
        command.SetAction(parsed =>
        {
            var (photo, runs) = (parsed.GetRequiredValue(Photo).FullName, parsed.GetValue(Runs));
            return parsed.GetValue(Once) ? Child(photo, runs) : Parent(photo, parsed.GetRequiredValue(Sizes), runs);
        });
        return command;
    }

    private static int Parent(string photo, double[] sizes, int runs)
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
            var total = m.Seconds.Values.Sum();
            string[] cells =
            [
                $"{m.Width}×{m.Height}",
                .. m.Seconds.Values.Select(s => s.ToString("0.000", CultureInfo.InvariantCulture)),
                total.ToString("0.00", CultureInfo.InvariantCulture),
                (total / (m.Width * (double)m.Height / 1e6)).ToString("0.00", CultureInfo.InvariantCulture),
                m.PeakMebibytes.ToString(CultureInfo.InvariantCulture),
            ];
            table.AddRow(cells);
        }

        Tables.Write(table);
        return 0;
    }

    private static StageMeasurement Measure(string photo, double megapixels, int runs)
    {
        var scaled = Path.Combine(Path.GetTempPath(), $"pipeline-stages-{Environment.ProcessId}.jpg");
        try
        {
            Scale(photo, megapixels, scaled);
            return OwnProcess.Run<StageMeasurement>(
                "stages", scaled, "--child", "--runs", runs.ToString(CultureInfo.InvariantCulture));
        }
        finally
        {
            File.Delete(scaled);
        }
    }

    private static void Scale(string photo, double megapixels, string scaled)
    {
        using var read = Cv2.ImRead(photo, ImreadModes.Color);
        var factor = Math.Sqrt(megapixels * 1e6 / ((double)read.Width * read.Height));
        Cv2.Resize(read, read, new Size(), factor, factor, factor < 1 ? InterpolationFlags.Area : InterpolationFlags.Cubic);
        Cv2.ImWrite(scaled, read, new ImageEncodingParam(ImwriteFlags.JpegQuality, 92));
    }

    private static int Child(string photo, int runs)
    {
        OwnProcess.Answer(StageMeasurement.Take(photo, runs));
        return 0;
    }
}
