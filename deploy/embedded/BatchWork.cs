using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake;
using Pipeline.Embedded.Reports;
using Pipeline.Worker.Previews;
using Pipeline.Worker.Storage;

namespace Pipeline.Embedded;

/// <summary>Works on a planned batch under the user's eyes, and sums up.</summary>
internal sealed class BatchWork(IHost host, CutoutArguments arguments)
{
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(BatchPlan plan, ChainRef chain)
    {
        using var folder = CutoutsFolder.Open(arguments.Out, out var refusal);
        if (folder is null)
        {
            return await TellAsync(refusal!);
        }

        await using var report = arguments.Report is { } place ? ReportFiles.Open(place, out refusal) : null;
        if (refusal is not null)
        {
            return await TellAsync(refusal);
        }

        await host.StartAsync();
        try
        {
            return await WorkAsync(plan, chain, report);
        }
        finally
        {
            await host.StopAsync();
        }
    }

    private async Task<int> WorkAsync(BatchPlan plan, ChainRef chain, ReportFiles? files)
    {
        using var interruption = new Interruption();
        var failure = host.Services.GetRequiredService<StoreFailure>();
        await using var registration = failure.Token.UnsafeRegister(
            _ => interruption.Abandon(ExitCodes.WriteFailed, $"{failure.Sentence} {Interruption.GoOn}"), null);
        var console = BatchReport.ForConsole(plan.Count, arguments.IsJson);
        FolderReport? report = null;
        var summary = await console.ShowAsync(async shown =>
        {
            IBatchObserver observer = new OutputGuard(shown, interruption);
            await using (report = files is null ? null : new FolderReport(files, Cards(files), observer))
            {
                return await RunAsync(plan, chain, report ?? observer, interruption);
            }
        });
        Summarise(console, summary, plan.LeftOut, interruption);
        foreach (var sentence in new[] { interruption.Sentence, report?.Trouble }.OfType<string>())
        {
            await Console.Error.WriteLineAsync(sentence);
        }

        return ExitCodeOf(summary, interruption, report);
    }

    private Task<BatchSummary> RunAsync(
        BatchPlan plan, ChainRef chain, IBatchObserver observer, Interruption interruption)
    {
        var order = new BatchOrder
        {
            BatchId = NewId.NextGuid(),
            Recipe = arguments.Recipe,
            Chain = chain,
            IfExists = arguments.IfExists,
        };
        return host.Services.GetRequiredService<IBatchRunner>()
            .RunAsync(plan, order, observer, interruption.Stopping, interruption.Abandoning);
    }

    private CardMaker Cards(ReportFiles files) => new(
        host.Services.GetRequiredService<PreviewMaker>(),
        host.Services.GetRequiredService<IPhotoIntake>(),
        arguments,
        files.Folder);

    /// <summary>The counts are said even where the output that they belong on is lost.</summary>
    private void Summarise(
        BatchReport console, BatchSummary summary, LeftOut leftOut, Interruption interruption)
    {
        try
        {
            console.Summarise(summary, leftOut, arguments.Out);
        }
        catch (StandardOutputException e)
        {
            interruption.Stop(e.ExitCode, e.IsReaderGone ? null : e.Message);
            if (!e.IsReaderGone)
            {
                Console.Error.WriteLine(BatchReport.Counts(summary));
            }
        }
    }

    private static int ExitCodeOf(BatchSummary summary, Interruption interruption, FolderReport? report) =>
        interruption.ExitCode is { } early && (summary.NotDone > 0 || early != ExitCodes.Interrupted) ? early
        : report?.Trouble is not null ? ExitCodes.WriteFailed
        : summary.Complete ? ExitCodes.Complete
        : ExitCodes.SomeFailed;

    private static async Task<int> TellAsync(Refusal refusal)
    {
        await Console.Error.WriteLineAsync(refusal.Sentence);
        return refusal.ExitCode;
    }
}
