using System.Globalization;

namespace Pipeline.Measure.Reference;

/// <summary>Every contender over one photo at several sizes.</summary>
/// <param name="torch">Runs the reference.</param>
/// <param name="weights">The same for all.</param>
/// <param name="settings">Ours.</param>
/// <param name="baseline">Another script of the reference, or null.</param>
/// <param name="runs">That count in a warm process.</param>
/// <param name="threads">Of each program.</param>
internal sealed class ReferenceBench(
    TorchProgram torch,
    ReferenceWeights weights,
    IReadOnlyList<ChainSetting> settings,
    string? baseline,
    int runs,
    int threads)
{
    private const string Stock = "PyTorch as it stands";
    private const string Tuned = "PyTorch, tuned allocator";

    /// <param name="table">Gets a row for each contender.</param>
    /// <param name="job">The photo, at the size to be measured.</param>
    public void Measure(ReferenceTable table, ReferenceJob job)
    {
        var contenders = Contenders(job);
        var warm = new Dictionary<string, ProgramRun>();
        foreach (var contender in contenders)
        {
            var first = contender.Measure(1);
            // What does not survive one run is not asked for several.
            warm[contender.Name] = first.Stages is null ? first : contender.Measure(runs);
            Report(job, contender, first, warm[contender.Name]);
            var against = contenders.FirstOrDefault(other => other.Name == contender.Against);
            table.Add(
                Path.GetFileNameWithoutExtension(job.Photo),
                contender.Name,
                first,
                warm[contender.Name],
                warm.GetValueOrDefault(Stock)?.Stages,
                warm.GetValueOrDefault(Tuned)?.Stages,
                against is not null && warm[against.Name].Stages is not null && first.Stages is not null
                    ? AlphaDifference.Of(contender.Alpha, against.Alpha)
                    : null);
        }
    }

    /// <summary>As it goes: a run over large photos takes minutes, and what it has found is not lost with it.</summary>
    private static void Report(ReferenceJob job, Contender contender, ProgramRun first, ProgramRun warm) =>
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.GetFileName(job.Photo)}: {contender.Name}: {first.ProcessSeconds:0.00} s first, "
                + $"{warm.Failure ?? $"{warm.Stages!.Total:0.00} s warm, {warm.Stages.PeakMebibytes} MiB"}"));

    private List<Contender> Contenders(ReferenceJob job)
    {
        var own = TorchProgram.OwnScript;
        var alpha = TorchProgram.AlphaOf(job);
        List<Contender> all =
        [
            new(Stock, alpha, null, count => torch.Measure(own, job, weights, count, tuned: false)),
            new(Tuned, alpha, null, count => torch.Measure(own, job, weights, count, tuned: true)),
        ];
        if (baseline is not null)
        {
            var apart = job with { Folder = Directory.CreateDirectory(Path.Combine(job.Folder, "baseline")).FullName };
            var name = Path.GetFileName(baseline);
            foreach (var tuned in (bool[])[false, true])
            {
                all.Add(new(
                    tuned ? $"{name}, tuned allocator" : $"{name} as it stands",
                    TorchProgram.AlphaOf(apart),
                    Stock,
                    count => torch.Measure(baseline, apart, weights, count, tuned)));
            }
        }

        all.AddRange(settings.Select(setting => new Contender(
            setting.Name,
            OwnChain.CutoutOf(job, setting),
            setting.Name switch
            {
                ChainSetting.SameSteps => Stock,
                ChainSetting.Default => null,
                _ => ChainSetting.Default,
            },
            count => OwnChain.Measure(job, setting, weights.Models, count, threads))));
        return all;
    }
}
