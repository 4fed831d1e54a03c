using Pipeline.Embedded;
using Pipeline.Worker.Commands;

// Signals are handled by Interruption, which lets jobs in flight finish.
return await CommandLine.RunAsync(CutoutCommand.Make(), args, CutoutCommand.Program, termination: null);
