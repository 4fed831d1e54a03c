using System.CommandLine;
using System.Globalization;
using Pipeline.Measure.Pages;
using Pipeline.Measure.Runs;
using Spectre.Console;

namespace Pipeline.Measure;

/// <summary>How well cutouts agree with masks: intersection over union, per picture and on average.</summary>
internal static class ScoreCommand
{
    private static readonly Argument<DirectoryInfo> Cutouts = new("CUTOUTS")
    {
        Description = "Folder of cutouts, PNG with alpha.",
    };

    private static readonly Argument<DirectoryInfo> Masks = new("MASKS")
    {
        Description = "Folder of grey masks of the same names; above 127 is subject.",
    };

    private static readonly Option<DirectoryInfo?> Photos = new("--photos")
    {
        Description = "Folder of the photos of the same names, for the page.",
    };

    private static readonly Option<DirectoryInfo?> Out = new("--out", "-o")
    {
        Description = "Folder for scores.json and the page index.html.",
        HelpName = "RUN",
    };

    public static Command Make()
    {
        var command = new Command("score", "IoU of cutouts (alpha above one half) with masks.")
        {
            Cutouts, Masks, Photos, Out,
        };
        command.SetAction(parsed => Commands.Run(() =>
        {
            var (cutouts, masks) = (parsed.GetRequiredValue(Cutouts), parsed.GetRequiredValue(Masks));
            Run(cutouts, masks, parsed.GetValue(Photos)?.FullName, parsed.GetValue(Out)?.FullName);
        }));
        return command;
    }

    /// <summary>A mask without a cutout counts as alpha 0: what failed is not left out of the mean.</summary>
    private static void Run(DirectoryInfo cutouts, DirectoryInfo masks, string? photos, string? run)
    {
        var truth = TruthFolder.Masks(masks.FullName, photos);
        var scores = new Evaluation(truth, cutouts.FullName, run, RecordedOutcomes.Beside(cutouts.FullName))
            .Score($"{cutouts.Name} against {masks.Name}");
        var table = new Table().AddColumns("picture", "IoU");
        foreach (var picture in scores.Pictures.OrderBy(picture => picture.Name, StringComparer.Ordinal))
        {
            var figure = picture.Failure ?? picture.Iou.ToString("0.000", CultureInfo.InvariantCulture);
            table.AddRow(Markup.Escape(picture.Name + ".png"), Markup.Escape(figure));
        }

        var mean = scores.Pictures.Average(picture => picture.Iou);
        table.AddRow("mean", mean.ToString("0.000", CultureInfo.InvariantCulture));
        Tables.Write(table);
        if (run is not null)
        {
            scores.Write(run);
            RunPage.Write(run, scores);
            Console.WriteLine($"Page: {Path.Combine(run, RunPage.FileName)}");
        }
    }
}
