using System.CommandLine;
using Pipeline.Measure;
using Pipeline.Measure.Fleet;
using Pipeline.Measure.Inputs;
using Pipeline.Measure.Networks;
using Pipeline.Measure.Quality;
using Pipeline.Measure.Reference;

return await new RootCommand("Measures the pipeline and prints tables.")
{
    EvaluateCommand.Make(),
    StudioCommand.Make(),
    ScoreCommand.Make(),
    QualityCommand.Make(),
    CompareCommand.Make(),
    ConfidenceCommand.Make(),
    MattingCommand.Make(),
    StagesCommand.Make(),
    SheetCommand.Make(),
    ForegroundCommand.Make(),
    FuzzCommand.Make(),
    HostileCommand.Make(),
    FleetCommand.Make(),
    CheckpointFuzzCommand.Make(),
    MakeGraphCommand.Make(),
    GraphsCommand.Make(),
    ReferenceCommand.Make(),
    OwnChain.Make(),
    BatchingCommand.Make(),
    ThroughputCommand.Make(),
    EnduranceCommand.Make(),
    PrecisionCommand.Make(),
    MattingMemoryCommand.Make(),
    BandCommand.Make(),
}.Parse(args).InvokeAsync();
