using System.ComponentModel.DataAnnotations;

namespace Pipeline.Worker.Consumers;

/// <summary>How many jobs this worker takes on.</summary>
public sealed class ConsumerOptions
{
    public const string Section = "Worker:Jobs";

    /// <summary>What a photo at the default limit of 50 megapixels takes.</summary>
    private const long MemoryPerJob = 1L << 30;

    /// <summary>One job per processor, as far as the memory goes.</summary>
    public static int DefaultConcurrency { get; } = (int)Math.Clamp(
        Math.Min(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / MemoryPerJob), 1, 64);

    /// <summary>
    /// Jobs that run at once. While one is in a network others are read, decoded, encoded and written, so that two keep
    /// two processors busy. With a GPU, twice <see cref="Inference.InferenceOptions.MaxBatch"/> and one for each
    /// processor: one batch runs, one gathers, the others are on their way to it or from it.
    /// </summary>
    [Range(1, 64)]
    public int Concurrency { get; set; } = DefaultConcurrency;
}
