using Pipeline.Embedded;

var parsed = CutoutCommand.Make().Parse(args);
var exitCode = await parsed.InvokeAsync(CutoutCommand.Invocation);
return parsed.Errors.Count > 0 ? ExitCodes.Refused : exitCode;
