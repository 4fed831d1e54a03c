using System.CommandLine;
using Pipeline.Worker.Commands;

// Running jobs may take longer to end than the command line would wait.
return await WorkerCommand.Make().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
