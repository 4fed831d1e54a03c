using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace Pipeline.Worker.Inference;

/// <summary>
/// Tells by the message what kind of failure a run ended with, since ONNX Runtime has one code for all of them.
/// </summary>
internal static partial class DeviceErrors
{
    /// <summary>As written by the arenas of processor and GPU, by CUDA, its libraries, and C++.</summary>
    private static readonly string[] OutOfMemory =
    [
        "Failed to allocate memory for requested buffer",
        "is smaller than requested bytes",
        "_STATUS_ALLOC_FAILED",
        "std::bad_alloc",
    ];

    private const int CudaOutOfMemory = 2;

    /// <summary>
    /// Errors after which, as the CUDA Runtime API says of each, the process must be terminated and launched again, or
    /// which are of a device that is gone: stopped device (46), no device (100), uncorrectable memory error (214),
    /// link (220), hardware stack (226, 714), illegal address (700), timeout (702), destroyed context (709), assertion
    /// (710), illegal instruction (715), misaligned address (716), address space (717), program counter (718), launch
    /// failure (719), contained (721, 722) and unknown (999).
    /// </summary>
    private static readonly int[] Lost =
        [46, 100, 214, 220, 226, 700, 702, 709, 710, 714, 715, 716, 717, 718, 719, 721, 722, 999];

    public static DeviceError Of(OnnxRuntimeException error)
    {
        var codes = CudaFailure().Matches(error.Message)
            .Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToList();
        if (codes.Intersect(Lost).Any() || error.Message.Contains("_STATUS_EXECUTION_FAILED", StringComparison.Ordinal))
        {
            return DeviceError.Lost;
        }

        return codes.Contains(CudaOutOfMemory)
            || OutOfMemory.Any(text => error.Message.Contains(text, StringComparison.Ordinal))
            ? DeviceError.OutOfMemory
            : DeviceError.None;
    }

    [GeneratedRegex(@"CUDA failure (\d{1,4}):", RegexOptions.CultureInvariant)]
    private static partial Regex CudaFailure();
}
