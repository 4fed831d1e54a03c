using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Reports;
using Pipeline.Dispatcher.Storage;

namespace Pipeline.Dispatcher.Commands;

/// <summary><c>results</c>: one row per photo, and the files themselves where they are wanted.</summary>
internal static class ResultsCommand
{
    private static readonly Argument<string> Batch = BatchNames.Argument();

    private static readonly Option<string> Format = new("--format")
    {
        Description = "jsonl, one object per line, or csv.",
        HelpName = "jsonl|csv",
        DefaultValueFactory = _ => "jsonl",
    };

    private static readonly Option<string?> Download = new("--download")
    {
        Description = "Also fetch the files into this folder.",
        HelpName = "DIR",
    };

    public static Command Make()
    {
        Format.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "jsonl", "csv");
        var command = new Command("results", "Writes one row per photo to standard output.") { Batch, Format, Download };
        command.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            parsed, (services, token) => WriteAsync(services, parsed, token), cancellation));
        return command;
    }

    private static async Task<int> WriteAsync(IServiceProvider services, ParseResult parsed, CancellationToken cancellation)
    {
        var ledger = services.GetRequiredService<ILedger>();
        await ledger.OpenAsync(cancellation);
        var batch = await BatchNames.FindAsync(ledger, parsed.GetRequiredValue(Batch), cancellation);
        var isCsv = parsed.GetRequiredValue(Format).Equals("csv", StringComparison.OrdinalIgnoreCase);
        var folder = parsed.GetValue(Download) is { } text
            ? new ResultFolder(services.GetRequiredService<IPhotoStore>(), text)
            : null;
        folder?.Open();
        await using var writer = StandardOutput.OpenBuffered();
        if (isCsv)
        {
            await writer.WriteLineAsync(ReportTables.CsvHeaderWithSku);
        }

        await foreach (var job in ledger.JobsAsync(batch, cancellation))
        {
            var row = LedgerRows.Of(job);
            await writer.WriteLineAsync(isCsv ? ReportTables.ToCsvLineWithSku(row) : ReportTables.ToJsonLine(row));
            if (folder is not null)
            {
                await folder.FetchAsync(job, cancellation);
            }
        }

        return ExitCodes.Complete;
    }
}
