using System.Text;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake;

namespace Pipeline.Embedded;

/// <summary>What is refused before work begins, each in words for the user.</summary>
internal static class Refusals
{
    /// <summary>What Linux allows for a path, less what the longest name in the folder of records takes.</summary>
    private const int MaxOutBytes = 4000;

    /// <summary>What is wrong with the folders themselves, or null.</summary>
    public static string? Of(CutoutArguments arguments)
    {
        if (arguments.Photos.FirstOrDefault(path => !Path.Exists(path)) is { } missing)
        {
            return $"There is no folder or file {missing}.";
        }

        if (arguments.Trimaps is { } trimaps && !Directory.Exists(trimaps))
        {
            return $"There is no folder of trimaps {trimaps}.";
        }

        if (Encoding.UTF8.GetByteCount(arguments.Out) > MaxOutBytes)
        {
            return $"The path of --out has more than {MaxOutBytes} bytes, and the records in it would have no room. Name a shorter one.";
        }

        string?[] folders = [.. arguments.Roots, arguments.Out, arguments.Trimaps, arguments.Report];
        return folders.OfType<string>().Distinct().Count() < folders.OfType<string>().Count()
            ? "Photos, cutouts, trimaps and report need different folders, or the next run would take one for another."
            : null;
    }

    /// <summary>A run without any photo has hardly been meant.</summary>
    public static string NoPhoto(LeftOut leftOut, CutoutArguments arguments) => BatchReport.Printable(string.Join(
        ' ', new[] { $"No photo was found in {string.Join(", ", arguments.Photos)}.", leftOut.Sentence }.OfType<string>()));

    /// <summary>
    /// Where the cutouts' folder lies around that of the photos or of the trimaps, a cutout can have the path of one of
    /// those.
    /// </summary>
    /// <exception cref="OutputCollisionException">It does.</exception>
    public static void RequireInputsKept(BatchPlan plan, CutoutArguments arguments)
    {
        var inputs = plan.Photos
            .Select(p => (Path: p.File!, p.Source.Name))
            .Concat(plan.Photos.Select(p => p.Trimap).Concat(plan.UnusedTrimaps).OfType<Contracts.BlobRef>()
                .Select(trimap => (Path: Path.Combine(arguments.Trimaps!, trimap.Name), trimap.Name)))
            .DistinctBy(input => input.Path)
            .ToDictionary(input => input.Path, input => input.Name);
        var collisions = plan.Photos
            .SelectMany(p => p.Destinations.Select(blob => (p.Source, Output: Path.Combine(arguments.Out, blob.Name))))
            .Where(p => inputs.ContainsKey(p.Output))
            .Select(p => new OutputCollision(p.Output, [p.Source.Name, inputs[p.Output]]))
            .ToList();
        if (collisions.Count > 0)
        {
            throw new OutputCollisionException(collisions);
        }
    }

    public static string Describe(OutputCollisionException refused) => Lines(
        "Nothing was done: photos or trimaps would be overwritten, or photos become one file (upper and lower case count "
            + "as one). "
            + (refused.Template is { } template
                ? $"Keep their extensions in the names with --name \"{template}\", or rename one of each."
                : "Rename or move one of each."),
        refused.Collisions.Select(c => $"{c.Output} ← {string.Join(", ", c.Sources)}"));

    public static string Describe(AmbiguousTrimapsException refused) => Lines(
        "Nothing was done: each of several trimaps could be meant for a photo. Leave one of each.",
        refused.Trimaps.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key} ← {string.Join(", ", t.Value)}"));

    /// <summary>The message without the parameter's name, which says nothing to a user.</summary>
    public static string FirstSentence(ArgumentException refused)
    {
        var end = refused.Message.IndexOf(" (Parameter", StringComparison.Ordinal);
        return end < 0 ? refused.Message : refused.Message[..end];
    }

    private static string Lines(string first, IEnumerable<string> others) =>
        string.Join(Environment.NewLine, others.Select(line => "  " + line).Prepend(first));
}
