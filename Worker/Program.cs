using Pipeline.Worker.Commands;

var parsed = WorkerCommand.Make().Parse(args);
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ModelsExitCodes.Refused : exitCode;
