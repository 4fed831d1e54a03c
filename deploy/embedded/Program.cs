using Pipeline.Embedded;

return await CutoutCommand.Make().Parse(args).InvokeAsync(CutoutCommand.Invocation);
