using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pipeline.Worker.Inference;

/// <summary>
/// Turns off the telemetry of ONNX Runtime, which its packages have on by default since version 1.29: it writes an
/// identifier of the machine to the home folder and sends facts about every model to a public address.
/// </summary>
internal static partial class RuntimeTelemetry
{
    /// <summary>The runtime reads it once, when it is initialised; its own API can only turn off a part.</summary>
    public const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>
    /// Before anything in this assembly can load the runtime, in whichever program. It must be set in the C library:
    /// <see cref="Environment.SetEnvironmentVariable(string, string)"/> does not reach native code on Unix.
    /// </summary>
    [ModuleInitializer]
    internal static void Disable()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetVariable(Variable, "1", overwrite: 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
