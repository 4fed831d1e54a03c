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

    /// <summary>Threads of one network on the processor; 0 is one per physical core.</summary>
    [Range(0, 256)]
    public int Threads { get; set; }

    /// <summary>
    /// Keeps what a run took for the next one. Without it a large picture takes a third longer and half the memory.
    /// </summary>
    public bool Arena { get; set; } = true;

    /// <summary>
    /// Threads wait for work in a loop. Without it a network alone on two cores took three times as long.
    /// </summary>
    public bool Spinning { get; set; } = true;

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
