using Pipeline.Dispatcher.Commands;

return await DispatcherCommand.Make().Parse(args).InvokeAsync();
