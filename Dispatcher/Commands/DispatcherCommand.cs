using System.CommandLine;

namespace Pipeline.Dispatcher.Commands;

/// <summary>The command line of the dispatcher.</summary>
internal static class DispatcherCommand
{
    /// <summary>The program as the user types it.</summary>
    public const string Program = "deploy/dispatcher";

    private const string Description =
        """
        Submits background-removal jobs to a fleet of workers and follows them to their ends.

        Settings come from the environment (Dispatcher__Storage__ConnectionString, Dispatcher__Broker__Host,
        Dispatcher__Ledger__Path ...) or a file (--settings). Every command works on the ledger; one that serves gives the
        jobs out. Exit codes: 0 done, 1 photos without a cutout, 2 refused, 64 the command line is wrong, 69 broker, storage
        or ledger cannot be reached, 73 a folder or ledger cannot be made, 74 writing failed (ledger, downloads, standard
        output), 77 no permission, 78 a setting is wrong, 130 interrupted.
        """;

    public static RootCommand Make() => new(Description)
    {
        CommandHost.Settings,
        CommandHost.Verbose,
        ServeCommand.Make(),
        SubmitCommand.Make(),
        StatusCommand.Make(),
        ListCommand.Make(),
        ControlCommands.Pause(),
        ControlCommands.Resume(),
        ControlCommands.Cancel(),
        ControlCommands.Retry(),
        ControlCommands.Redrive(),
        ResultsCommand.Make(),
        PurgeCommand.Make(),
        ControlCommands.Migrate(),
    };
}
