using System.Globalization;

namespace Pipeline.Measure;

internal static class PeakMemory
{
    /// <summary>Mebibytes: VmHWM, the kernel's own high-water mark (proc(5)).</summary>
    public static int OfThisProcess()
    {
        var line = File.ReadLines("/proc/self/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kibibytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        return int.Parse(kibibytes, CultureInfo.InvariantCulture) / 1024;
    }
}
