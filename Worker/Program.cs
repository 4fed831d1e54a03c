using Pipeline.Worker.Commands;

return await WorkerCommand.Make().Parse(args).InvokeAsync();
