using System.ComponentModel.DataAnnotations;
using Pipeline.Worker.Models.Precision;

namespace Pipeline.Worker.Inference;

/// <summary>
/// How networks are run. Not part of a chain's digest: providers and threads round differently, and decide nothing
/// else. The precision is, since it means other weights.
/// </summary>
public sealed class InferenceOptions
{
    public const string Section = "Worker:Inference";

    /// <summary>Strict: what is named here runs, or nothing does.</summary>
    [EnumDataType(typeof(ExecutionProvider))]
    public ExecutionProvider Provider { get; set; } = ExecutionProvider.Auto;

    /// <summary>
    /// Of all networks, matting networks in <see cref="GraphPrecision.Int8"/> excepted. Strict: a chain whose networks
    /// are not installed in it does not run.
    /// </summary>
    [EnumDataType(typeof(GraphPrecision))]
    public GraphPrecision Precision { get; set; } = GraphPrecision.Float32;

    /// <summary>Threads of one network on the processor; 0 is all processors, or with several runs at once a share of them.</summary>
    [Range(0, 256)]
    public int Threads { get; set; }

    /// <summary>
    /// Keeps what a run took for the next one. Without it a megapixel of IndexNet took a third longer, and 1016 MiB in
    /// the place of 641.
    /// </summary>
    public bool Arena { get; set; } = true;

    /// <summary>
    /// Threads wait for work in a loop. Without it a network alone on two cores took three times as long.
    /// </summary>
    public bool Spinning { get; set; } = true;

    /// <summary>
    /// Most inputs of equal size, of different jobs, in one run of a network; 0 is 1 on the processor and 8 on a GPU.
    /// On two processors four inputs of IndexNet joined took no less time than one after the other and three times the
    /// memory, and two of DeepLabV3 about as long (<c>tests/measure batching</c>); answers were the same bits. What a
    /// GPU gains was not measured.
    /// </summary>
    [Range(0, 64)]
    public int MaxBatch { get; set; }

    /// <summary>
    /// How long an input waits for others to join it, in milliseconds; where <see cref="MaxBatch"/> is 1 none waits.
    /// </summary>
    [Range(0, 1000)]
    public int BatchMilliseconds { get; set; } = 2;

    /// <summary>
    /// Runs of one network at once, each of as many threads as <see cref="Threads"/> says and with its own memory. 0 is
    /// one on a GPU and for a worker of one job at a time, else two, or one for every eight processors: on two, two runs
    /// of one thread did 0.81 photos a second where one run of two threads did 0.61.
    /// </summary>
    [Range(0, 64)]
    public int ParallelRuns { get; set; }

    /// <summary>Which GPU, counted from 0.</summary>
    [Range(0, 63)]
    public int DeviceId { get; set; }

    /// <summary>Most GPU memory of one network, in mebibytes; 0 is all there is.</summary>
    [Range(0, 1_048_576)]
    public int GpuMebibytes { get; set; }

    /// <summary>
    /// Folder of TensorRT's engines, which are good for one GPU, driver and version only. Null builds them at every
    /// start.
    /// </summary>
    public string? EngineCache { get; set; }
}
