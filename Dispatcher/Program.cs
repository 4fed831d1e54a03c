using System.CommandLine;
using Pipeline.Dispatcher.Commands;

// Longer than a serving dispatcher takes to stop by itself.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
var parsed = DispatcherCommand.Make().Parse(args);
var exitCode = await parsed.InvokeAsync(invocation);
return parsed.Errors.Count > 0 ? ExitCodes.Refused : exitCode;
