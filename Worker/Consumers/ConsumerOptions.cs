using System.ComponentModel.DataAnnotations;

namespace Pipeline.Worker.Consumers;

/// <summary>How many jobs this worker takes on.</summary>
public sealed class ConsumerOptions
{
    public const string Section = "Worker:Jobs";

    /// <summary>Jobs that run at once.</summary>
    [Range(1, 64)]
    public int Concurrency { get; set; } = Math.Clamp(Environment.ProcessorCount, 1, 64);
}
