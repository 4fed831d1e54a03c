using System.CommandLine;
using Pipeline.Worker.Commands;

// Running jobs may take longer to end than the command line would wait.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
var parsed = WorkerCommand.Make().Parse(args);
var exitCode = await parsed.InvokeAsync(invocation);
return parsed.Errors.Count > 0 ? ExitCodes.Refused : exitCode;
