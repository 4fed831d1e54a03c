using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Dispatcher.Dispatch;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Messaging;
using Pipeline.Dispatcher.Storage;
using Pipeline.Dispatcher.Submissions;

namespace Pipeline.Dispatcher.Commands;

/// <summary>
/// Commands that change a batch. They write what is wanted into the ledger; the dispatcher that leads acts on it within
/// a second, and one that is started later does then.
/// </summary>
internal static class ControlCommands
{
    public static Command Pause() => Change(
        "pause", "Gives out no further jobs of a batch; those on the broker, at most about a minute's, run on.",
        [BatchState.Running], BatchState.Paused, "is paused");

    public static Command Resume() => Change(
        "resume", "Gives out the jobs of a paused batch again.", [BatchState.Paused], BatchState.Running, "runs");

    public static Command Cancel() => Change(
        "cancel", "Ends a batch: no further job is given out or begun.",
        [BatchState.Submitting, BatchState.Running, BatchState.Paused], BatchState.Cancelling, "is being cancelled");

    public static Command Retry() => ForBatch(
        "retry",
        "Gives out the failed and cancelled jobs of a batch once more, on their photos as they are now.",
        async (services, batch, cancellation) =>
        {
            if (batch.State is BatchState.Submitting or BatchState.Cancelling or BatchState.Refused)
            {
                throw Not(batch);
            }

            var retrying = new Retrying(
                services.GetRequiredService<ILedger>(), services.GetRequiredService<IPhotoStore>());
            var (retried, changed) = await retrying.RunAsync(batch, cancellation);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{retried:N0} jobs wait again, {changed:N0} of them on a changed photo.");
        });

    public static Command Migrate()
    {
        var command = new Command("migrate", "Brings a ledger of an older version to this one's schema.");
        command.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            parsed,
            async (services, token) =>
            {
                var steps = await services.GetRequiredService<ILedger>().MigrateAsync(token);
                await Console.Out.WriteLineAsync(steps == 0 ? "The ledger is up to date." : $"The ledger took {steps} steps.");
                return ExitCodes.Complete;
            },
            cancellation));
        return command;
    }

    public static Command Redrive()
    {
        var command = new Command(
            "redrive", "Sends dead letters, and jobs that workers put aside as errors, to the workers once more.");
        command.SetAction((parsed, cancellation) => CommandHost.RunAsync(parsed, RedriveAsync, cancellation));
        return command;
    }

    private static async Task<int> RedriveAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var ledger = services.GetRequiredService<ILedger>();
        await ledger.OpenAsync(cancellation);
        await services.GetRequiredService<IBroker>().DeclareAsync(cancellation);
        var chains = (await ledger.ListAsync(cancellation)).Select(batch => batch.Settings.Chain.Name).Distinct();
        var sent = await Redriving.RunAsync(services.GetRequiredService<IBroker>(), chains, cancellation);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{sent:N0} jobs were sent again."));
        return ExitCodes.Complete;
    }

    private static Command Change(
        string name, string description, BatchState[] from, BatchState state, string done) => ForBatch(
            name, description, async (services, batch, cancellation) =>
                batch.State == state
                    || await services.GetRequiredService<ILedger>().ChangeAsync(batch, from, state, cancellation)
                    ? $"Batch {BatchNames.Short(batch.Id)} {done}."
                    : throw Not(batch));

    private static RefusedException Not(LedgerBatch batch) => new(
        ExitCodes.Refused, $"Batch {BatchNames.Short(batch.Id)} is {batch.State.ToString().ToLowerInvariant()}; that cannot be done.");

    private static Command ForBatch(
        string name, string description, Func<IServiceProvider, LedgerBatch, CancellationToken, Task<string>> act)
    {
        var argument = BatchNames.Argument();
        var command = new Command(name, description) { argument };
        command.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            parsed,
            async (services, token) =>
            {
                var ledger = services.GetRequiredService<ILedger>();
                await ledger.OpenAsync(token);
                var batch = await BatchNames.FindAsync(ledger, parsed.GetRequiredValue(argument), token);
                await Console.Out.WriteLineAsync(await act(services, batch, token));
                return ExitCodes.Complete;
            },
            cancellation));
        return command;
    }
}
