using System.CommandLine;
using Pipeline.Worker.Commands;

// Running jobs may take longer to end than the command line would wait.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
return await WorkerCommand.Make().Parse(args).InvokeAsync(invocation);
