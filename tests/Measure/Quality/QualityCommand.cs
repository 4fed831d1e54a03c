using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Measure.Runs;
using Pipeline.Worker.Chains;

namespace Pipeline.Measure.Quality;

/// <summary>How good the default chain is on sets of photographs, and what each of its parts is worth.</summary>
internal static class QualityCommand
{
    private static readonly Argument<string[]> Sets = new("NAME=PHOTOS:MASKS")
    {
        Description = "Sets: a folder of photos and a folder of grey masks or alphas, PNG of the same names.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string[]> Without = new("--without")
    {
        Description = "Measure the chain without this part too; may be repeated.",
    };

    private static readonly Option<DirectoryInfo?> Out = new("--out", "-o")
    {
        Description = $"Folder for {QualityCsv.FileName} and, of each set, the worst pictures as worst-NAME.jpg.",
        HelpName = "FOLDER",
    };

    public static Command Make()
    {
        Without.AcceptOnlyFromAmong([.. ChainVariant.Parts, ChainVariant.All]);
        var command = new Command("quality", "IoU, alpha's errors and holes of the default chain over sets of photos.")
        {
            Sets, Without, Out,
        };
        command.SetAction(parsed => Commands.Run(() => Run(
            QualitySet.ParseAll(parsed.GetRequiredValue(Sets)),
            ChainVariant.With(parsed.GetValue(Without) ?? []),
            parsed.GetValue(Out)?.FullName)));
        return command;
    }

    private static void Run(
        IReadOnlyList<QualitySet> sets, IReadOnlyList<ChainVariant> variants, string? folder)
    {
        using var services = ChainServices.Make();
        var parts = services.GetRequiredService<ChainParts>();
        var done = new List<(QualitySet Set, IReadOnlyList<QualityRow> Rows)>();
        foreach (var set in sets)
        {
            var rows = Measure(parts, set, variants, folder);
            QualityTable.Write(set, rows);
            done.Add((set, rows));
            if (folder is not null)
            {
                // After every set: a long run that is interrupted keeps what it has.
                QualityCsv.Write(folder, done);
            }
        }
    }

    private static List<QualityRow> Measure(
        ChainParts parts, QualitySet set, IReadOnlyList<ChainVariant> variants, string? folder)
    {
        var rows = new List<QualityRow>();
        foreach (var variant in variants)
        {
            using var worst = folder is not null && variant.Without is null ? new WorstSheet() : null;
            var title = $"{set.Name}, {variant.Name}";
            rows.Add(new QualityRow(variant, QualityRun.Over(variant.Make(parts), title, set, worst)));
            if (worst is not null)
            {
                worst.Write(Path.Combine(Directory.CreateDirectory(folder!).FullName, $"worst-{set.Name}.jpg"));
            }
        }

        return rows;
    }
}
