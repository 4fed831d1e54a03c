using System.CommandLine;
using Pipeline.Measure;

return await new RootCommand("Measures the pipeline and prints tables.")
{
    ScoreCommand.Make(),
    StagesCommand.Make(),
    SheetCommand.Make(),
    ForegroundCommand.Make(),
}.Parse(args).InvokeAsync();
