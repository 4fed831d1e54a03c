using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Measure.Runs;
using Pipeline.Worker.Chains;

namespace Pipeline.Measure.Reference;

/// <summary>Our chain over one photo, file to file, alone in a process: a hidden command of this program.</summary>
internal static class OwnChain
{
    private const string Name = "reference-own";

    private static readonly Argument<FileInfo> Photo = new("PHOTO");
    private static readonly Option<string> Setting = new("--setting") { Required = true };
    private static readonly Option<string> Cutout = new("--out") { Required = true };
    private static readonly Option<string> Models = new("--models") { Required = true };
    private static readonly Option<int> Runs = new("--runs");
    private static readonly Option<int> Threads = new("--threads");
    private static readonly Option<bool> WithEllipse = new("--ellipse");

    public static Command Make()
    {
        var command = new Command(Name) { Photo, Setting, Cutout, Models, Runs, Threads, WithEllipse };
        command.Hidden = true;
        command.SetAction(parsed => Commands.Run(() => Run(parsed)));
        return command;
    }

    /// <summary>Where a setting's cutout goes.</summary>
    public static string CutoutOf(ReferenceJob job, ChainSetting setting) =>
        Path.Combine(job.Folder, $"{Path.GetFileName(job.Photo)}.{setting.Name}.png");

    /// <param name="job">What is measured.</param>
    /// <param name="setting">How.</param>
    /// <param name="models">Folder of installed models.</param>
    /// <param name="runs">In one process; of several one more, which does not count.</param>
    /// <param name="threads">Of the networks.</param>
    public static ProgramRun Measure(ReferenceJob job, ChainSetting setting, string models, int runs, int threads)
    {
        var child = ChildProcess.Own(
        [
            Name, job.Photo, "--setting", setting.Name, "--out", CutoutOf(job, setting), "--models", models,
            "--runs", Text(runs > 1 ? runs : 0), "--threads", Text(threads),
            .. job.WithEllipse ? ["--ellipse"] : Array.Empty<string>(),
        ]);
        return new ProgramRun(child.Answered<StageMeasurement>(), child.Seconds);
    }

    private static void Run(ParseResult parsed)
    {
        var setting = ChainSetting.Named(parsed.GetRequiredValue(Setting));
        var options = new Dictionary<string, string?>(setting.Options)
        {
            ["Worker:Models:Folder"] = parsed.GetRequiredValue(Models),
            ["Worker:Inference:Threads"] = Text(parsed.GetValue(Threads)),
        };
        using var services = ChainServices.Make(options);
        var chains = services.GetRequiredService<InstalledChains>();
        var chain = chains.Find(chains.Resolve(setting.Chain));
        chain = parsed.GetValue(WithEllipse) ? chain.WithSegmenter(inner => new EllipseSegmenter(inner)) : chain;
        ChildProcess.Answer(StageMeasurement.Take(
            chain, parsed.GetRequiredValue(Photo).FullName, parsed.GetRequiredValue(Cutout), parsed.GetValue(Runs)));
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
