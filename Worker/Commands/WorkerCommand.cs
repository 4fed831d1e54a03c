using System.CommandLine;

namespace Pipeline.Worker.Commands;

/// <summary>The command line of the worker.</summary>
internal static class WorkerCommand
{
    public static RootCommand Make() => new("Takes background-removal jobs from RabbitMQ and makes cutouts of them.")
    {
        ServeCommand.Make(),
        ModelsCommand.Make(),
    };
}
