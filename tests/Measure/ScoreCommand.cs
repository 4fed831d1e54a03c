using System.CommandLine;
using System.Globalization;
using OpenCvSharp;
using Spectre.Console;

namespace Pipeline.Measure;

/// <summary>How well cutouts agree with masks: intersection over union, per picture and on average.</summary>
internal static class ScoreCommand
{
    private static readonly Argument<DirectoryInfo> Cutouts = new("CUTOUTS") { Description = "Folder of cutouts, PNG with alpha." };

    private static readonly Argument<DirectoryInfo> Masks = new("MASKS")
    {
        Description = "Folder of grey masks of the same names; above 127 is subject.",
    };

    public static Command Make()
    {
        var command = new Command("score", "IoU of cutouts (alpha above one half) with masks.") { Cutouts, Masks };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(Cutouts), parsed.GetRequiredValue(Masks)));
        return command;
    }

    /// <summary>A mask without a cutout counts as 0: what failed is not left out of the mean.</summary>
    private static int Run(DirectoryInfo cutouts, DirectoryInfo masks)
    {
        var scores = masks.EnumerateFiles("*.png").OrderBy(mask => mask.Name, StringComparer.Ordinal)
            .Select(mask => (mask.Name, Iou: Score(Path.Combine(cutouts.FullName, mask.Name), mask.FullName)))
            .ToList();
        if (scores.Count == 0)
        {
            Console.Error.WriteLine($"No masks in {masks}.");
            return 2;
        }

        var table = new Table().AddColumns("picture", "IoU");
        foreach (var (name, iou) in scores)
        {
            table.AddRow(Markup.Escape(name), iou?.ToString("0.000", CultureInfo.InvariantCulture) ?? "no cutout");
        }

        table.AddRow("mean", scores.Average(score => score.Iou ?? 0).ToString("0.000", CultureInfo.InvariantCulture));
        Tables.Write(table);
        return 0;
    }

    private static double? Score(string cutout, string mask)
    {
        if (!File.Exists(cutout))
        {
            return null;
        }

        using var picture = Cv2.ImRead(cutout, ImreadModes.Unchanged);
        using var alpha = picture.ExtractChannel(3);
        using var expected = Cv2.ImRead(mask, ImreadModes.Grayscale);
        Cv2.Resize(expected, expected, alpha.Size(), interpolation: InterpolationFlags.Linear);
        Cv2.Threshold(alpha, alpha, 127, 255, ThresholdTypes.Binary);
        Cv2.Threshold(expected, expected, 127, 255, ThresholdTypes.Binary);
        using var both = new Mat();
        using var either = new Mat();
        Cv2.BitwiseAnd(alpha, expected, both);
        Cv2.BitwiseOr(alpha, expected, either);
        var union = either.CountNonZero();
        return union == 0 ? 1 : (double)both.CountNonZero() / union;
    }
}
