using System.CommandLine;
using System.Globalization;
using Pipeline.Corpus;
using Spectre.Console;

namespace Pipeline.Measure.Inputs;

/// <summary>Writes the hostile files to a folder, or measures how fast each bomb is refused.</summary>
internal static class HostileCommand
{
    private static readonly Option<DirectoryInfo> Out = new("--out")
    {
        Description = "Writes them all there, and ends.",
    };

    public static Command Make()
    {
        var command = new Command(
            "hostile", "Hostile files: writes them, or prints how long bombs take and what memory is left held.") { Out };
        command.SetAction(parsed => parsed.GetValue(Out) is { } folder ? Write(folder) : Print());
        return command;
    }

    private static int Write(DirectoryInfo folder)
    {
        foreach (var file in HostileFiles.All())
        {
            // A folder for each ending, so that no two would become one cutout.
            var ending = folder.CreateSubdirectory(Path.GetExtension(file.Name)[1..]);
            File.WriteAllBytes(Path.Combine(ending.FullName, file.Name), file.Bytes);
        }

        return 0;
    }

    /// <summary>
    /// Three times through the corpus: what the first leaves are libraries, what later ones add is a leak.
    /// </summary>
    private static void PrintMemory()
    {
        var files = HostileFiles.All().ToList();
        var table = new Table().AddColumns("through the corpus", "resident MiB after", "most MiB so far");
        for (var pass = 0; pass <= 3; pass++)
        {
            foreach (var file in pass == 0 ? [] : files)
            {
                Attempt.Make(0, "", file.Bytes);
            }

            GC.Collect();
            table.AddRow($"{pass} times", $"{PeakMemory.ResidentNow()}", $"{PeakMemory.OfThisProcess()}");
        }

        Tables.Write(table);
    }

    private static int Print()
    {
        var table = new Table().AddColumns("file", "KiB", "outcome", "ms");
        var bombs = BombFiles.All().ToList();
        // Beside them the slowest that is let in, as far as we know: as many passes as a photo may have, at full size.
        bombs.Add(new("allowed.jpg", JpegFiles.OfScans(7000, 7000, 20), default));
        // Once to load libraries.
        Attempt.Make(0, "", bombs[0].Bytes);
        foreach (var bomb in bombs)
        {
            var attempt = Attempt.Make(0, "", bomb.Bytes);
            table.AddRow(
                bomb.Name,
                (bomb.Bytes.Length / 1024).ToString(CultureInfo.InvariantCulture),
                attempt.Outcome,
                attempt.Milliseconds.ToString("0.0", CultureInfo.InvariantCulture));
        }

        Tables.Write(table);
        PrintMemory();
        return 0;
    }
}
