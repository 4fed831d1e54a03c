using Pipeline.Dispatcher.Commands;

// Longer than a serving dispatcher takes to stop by itself.
return await CommandLine.RunAsync(
    DispatcherCommand.Make(), args, DispatcherCommand.Program, termination: TimeSpan.FromSeconds(30));
