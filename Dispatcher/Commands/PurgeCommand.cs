using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Retention;
using Pipeline.Dispatcher.Storage;

namespace Pipeline.Dispatcher.Commands;

/// <summary><c>purge</c>: says what a batch holds, and removes it where that is confirmed.</summary>
internal static class PurgeCommand
{
    private static readonly Argument<string> Batch = BatchNames.Argument();

    private static readonly Option<bool> Yes = new("--yes") { Description = "Do it; without this it is only shown." };

    private static readonly Option<bool> KeepResults = new("--keep-results") { Description = "Forget the batch and its uploads only." };

    public static Command Make()
    {
        var command = new Command(
            "purge",
            "Removes an ended batch: its results with their commit records, its uploads, and its rows. Files that another batch "
                + "counts on stay.")
        {
            Batch, Yes, KeepResults,
        };
        command.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            parsed, (services, token) => PurgeAsync(services, parsed, token), cancellation));
        return command;
    }

    private static async Task<int> PurgeAsync(IServiceProvider services, ParseResult parsed, CancellationToken cancellation)
    {
        var ledger = services.GetRequiredService<ILedger>();
        await ledger.OpenAsync(cancellation);
        var batch = await BatchNames.FindAsync(ledger, parsed.GetRequiredValue(Batch), cancellation);
        if (!batch.HasEnded)
        {
            throw new RefusedException(ExitCodes.Refused, $"Batch {BatchNames.Short(batch.Id)} has not ended; cancel it first.");
        }

        var purge = new Purge(ledger, services.GetRequiredService<IPhotoStore>(), batch, !parsed.GetValue(KeepResults));
        var isMeant = parsed.GetValue(Yes);
        var done = await purge.RunAsync(isMeant, cancellation);
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{done.Results:N0} results ({done.ResultBytes / 1048576.0:N1} MiB) and {done.Uploads:N0} uploads ({done.UploadBytes / 1048576.0:N1} MiB)"
                + $" {(isMeant ? "were removed" : "would be removed; add --yes")}. {done.Kept:N0} files stay for other batches."));
        return ExitCodes.Complete;
    }
}
