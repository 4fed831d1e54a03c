using Pipeline.Worker.Commands;

// Running jobs may take longer to end than the command line would wait.
return await CommandLine.RunAsync(WorkerCommand.Make(), args, "deploy/worker", termination: null);
