using System.CommandLine;

namespace Pipeline.Dispatcher.Commands;

/// <summary>The command line of the dispatcher.</summary>
internal static class DispatcherCommand
{
    public static RootCommand Make() => new("Submits background-removal jobs to RabbitMQ and follows them to their ends.");
}
