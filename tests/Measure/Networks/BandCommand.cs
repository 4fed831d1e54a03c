using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OpenCvSharp;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Matting.Areas;
using Spectre.Console;

namespace Pipeline.Measure.Networks;

/// <summary>
/// The matting network on the whole picture, on the box around what is unknown and on tiles of it: seconds, memory, and
/// how far alpha is from the whole picture's.
/// </summary>
internal static class BandCommand
{
    /// <summary>Of 255: what one sees.</summary>
    private const int Far = 8;

    private static readonly Argument<FileInfo[]> Photos = new("PHOTO") { Arity = ArgumentArity.OneOrMore };

    private static readonly Option<DirectoryInfo> Trimaps = new("--trimaps")
    {
        Description = "Where the photos' trimaps are, NAME.png.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<string> Model = new("--model")
    {
        Description = "An installed matting network.",
        DefaultValueFactory = _ => "indexnet",
    };

    private static readonly Option<int[]> Contexts = new("--context")
    {
        Description = "Pixels around what is unknown that the box has.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [new OnnxMattingOptions().Context],
    };

    private static readonly Option<int[]> Sides = new("--tile")
    {
        Description = "Sides of tiles.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [new OnnxMattingOptions().TileSide],
    };

    private static readonly Option<double> Megapixels = new("--megapixels")
    {
        Description = "What is larger is matted at this size.",
        DefaultValueFactory = _ => new OnnxMattingOptions().MaxMegapixels,
    };

    private static readonly Option<int> Mebibytes = new("--mebibytes")
    {
        Description = "Ceiling of a run's memory.",
        DefaultValueFactory = _ => 65_536,
    };

    private static readonly Option<int> Runs = new("--runs")
    {
        Description = "Of each; medians.",
        DefaultValueFactory = _ => 3,
    };

    private static readonly Option<DirectoryInfo?> Out = new("--out", "-o")
    {
        Description = "Where to keep the mattes.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Once = new("--child") { Hidden = true };

    public static Command Make()
    {
        var command = new Command("band", "A matting network on the whole picture, on the band's box and on tiles of it.")
        {
            Photos, Trimaps, Model, Contexts, Sides, Megapixels, Mebibytes, Runs, Out, Once,
        };
        command.SetAction(parsed => Commands.Run(() =>
        {
            if (parsed.GetValue(Once) is { } options)
            {
                ChildProcess.Answer(BandRun.Take(
                    parsed.GetRequiredValue(Model),
                    JsonSerializer.Deserialize<OnnxMattingOptions>(options)!,
                    parsed.GetRequiredValue(Photos)[0].FullName,
                    TrimapOf(parsed, parsed.GetRequiredValue(Photos)[0]),
                    parsed.GetRequiredValue(Out)!.FullName,
                    parsed.GetValue(Runs)));
            }
            else
            {
                Measure(parsed);
            }
        }));
        return command;
    }

    private static void Measure(ParseResult parsed)
    {
        var kept = parsed.GetValue(Out);
        var output = kept ?? Directory.CreateTempSubdirectory("pipeline-band-");
        output.Create();
        var table = new Table().AddColumns(
            "photo", "MP", "unknown", "area", "inputs", "scale", "seconds", "peak MiB", "mean |Δα|", "largest", $"> {Far}");
        foreach (var photo in parsed.GetRequiredValue(Photos))
        {
            Measure(parsed, photo, output.FullName, table);
        }

        Tables.Write(table);
        Console.WriteLine(
            $"Δα: from the whole picture's alpha, of 255, where the trimap is unknown; > {Far}: share of that.");
        if (kept is null)
        {
            output.Delete(recursive: true);
        }
    }

    private static void Measure(ParseResult parsed, FileInfo photo, string output, Table table)
    {
        using var trimap = Cv2.ImRead(TrimapOf(parsed, photo), ImreadModes.Grayscale);
        using var unknown = new Mat();
        // As trimaps are read.
        Cv2.InRange(trimap, new Scalar(6), new Scalar(249), unknown);
        string? first = null;
        foreach (var (name, options) in Settings(parsed))
        {
            var matte = Path.Combine(output, $"{Path.GetFileNameWithoutExtension(photo.Name)}-{name}.png");
            var child = ChildProcess.Own(
                "band", photo.FullName, "--child", JsonSerializer.Serialize(options),
                "--trimaps", parsed.GetRequiredValue(Trimaps).FullName,
                "--model", parsed.GetRequiredValue(Model), "--out", matte,
                "--runs", parsed.GetValue(Runs).ToString(CultureInfo.InvariantCulture));
            var run = child.Answered<BandRun>();
            first ??= matte;
            table.AddRow([
                photo.Name,
                Text(trimap.Total() / 1e6),
                Text(unknown.CountNonZero() / (double)trimap.Total()),
                name,
                $"{run.Network.Inputs} × {run.Network.Width}×{run.Network.Height}",
                Text(run.Network.Scale),
                Text(run.Seconds),
                Text(run.PeakMebibytes, "0"),
                .. Differences(first, matte, unknown),
            ]);
        }
    }

    private static IEnumerable<(string Name, OnnxMattingOptions Options)> Settings(ParseResult parsed)
    {
        OnnxMattingOptions Of(MattingArea area) => new()
        {
            Area = area,
            MaxMegapixels = parsed.GetValue(Megapixels),
            MaxMebibytes = parsed.GetValue(Mebibytes),
        };
        yield return ("full", Of(MattingArea.Full));
        foreach (var context in parsed.GetRequiredValue(Contexts))
        {
            var box = Of(MattingArea.Box);
            box.Context = context;
            yield return ($"box-{context}", box);
        }

        foreach (var side in parsed.GetRequiredValue(Sides))
        {
            var tiles = Of(MattingArea.Tiles);
            tiles.TileSide = side;
            yield return ($"tiles-{side}", tiles);
        }
    }

    private static string[] Differences(string first, string matte, Mat unknown)
    {
        using var difference = new Mat();
        using (var a = Cv2.ImRead(first, ImreadModes.Grayscale))
        using (var b = Cv2.ImRead(matte, ImreadModes.Grayscale))
        {
            Cv2.Absdiff(a, b, difference);
        }

        difference.MinMaxLoc(out double _, out double largest);
        using var far = new Mat();
        Cv2.Compare(difference, new Scalar(Far), far, CmpTypes.GT);
        return
        [
            Text(Cv2.Mean(difference, unknown).Val0),
            Text(largest, "0"),
            Text(far.CountNonZero() / (double)Math.Max(1, unknown.CountNonZero()), "0.000"),
        ];
    }

    private static string TrimapOf(ParseResult parsed, FileInfo photo)
    {
        var folder = Commands.Existing(parsed.GetRequiredValue(Trimaps));
        var trimap = Path.Combine(folder, Path.GetFileNameWithoutExtension(photo.Name) + ".png");
        return File.Exists(trimap) ? trimap : throw new MeasureException($"There is no trimap {trimap}.");
    }

    private static string Text(double value, string format = "0.00") =>
        value.ToString(format, CultureInfo.InvariantCulture);
}
