using System.CommandLine;

namespace Pipeline.Worker.Commands;

/// <summary><c>serve</c>: takes jobs until it is told to stop.</summary>
internal static class ServeCommand
{
    private const string Description =
        "Takes jobs from RabbitMQ until SIGTERM or SIGINT. Configured by environment variables, such as "
        + "Worker__Broker__Host, Worker__Broker__User, Worker__Broker__Password, Worker__Storage__Kind=Azure and "
        + "Worker__Storage__Azure__ConnectionString, or by a JSON file. "
        + "Exit codes: 64 the command line is wrong, 69 a service does not answer or a chain does not work on this machine, "
        + "71 the GPU has failed for good, 77 a service refuses us, "
        + "78 something is configured wrongly.";

    private static readonly Option<FileInfo> Settings = new("--settings")
    {
        Description = "JSON file of settings; environment variables go before it.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> Verbose = new("--verbose", "-v")
    {
        Description = "Say what happens to every job, and write the stack trace of every error.",
    };

    public static Command Make()
    {
        Settings.AcceptExistingOnly();
        var command = new Command("serve", Description) { Settings, Verbose };
        command.SetAction((parsed, cancellation) => ServeRun.RunAsync(
            () => WorkerHost.Make(parsed.GetValue(Settings)?.FullName, parsed.GetValue(Verbose)), cancellation));
        return command;
    }
}
