namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>How PyTorch wrote the file.</summary>
internal enum CheckpointFormat
{
    /// <summary>A zip archive with one pickle and a record for each storage: since 1.6.</summary>
    Zip,

    /// <summary>Five pickles in a row, and the storages behind them: before 1.6.</summary>
    Legacy,
}
