using System.ComponentModel.DataAnnotations;

namespace Pipeline.Dispatcher.Batches;

/// <summary>How much work is given out ahead.</summary>
public sealed class DispatchOptions
{
    public const string Section = "Dispatcher:Dispatch";

    /// <summary>
    /// Jobs that are sent and have not ended. Small, so that an interruption acts fast; large enough that no worker
    /// waits.
    /// </summary>
    [Range(1, 200_000)]
    public int Window { get; set; } = 1000;
}
