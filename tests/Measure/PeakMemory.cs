using System.Globalization;

namespace Pipeline.Measure;

/// <summary>The kernel's figures for this process (proc(5)), in mebibytes.</summary>
internal static class PeakMemory
{
    /// <summary>The high-water mark of resident memory.</summary>
    public static int OfThisProcess() => Status("VmHWM:");

    /// <summary>Starts the high-water mark anew from what is resident now.</summary>
    public static void Forget() => File.WriteAllText("/proc/self/clear_refs", "5");

    /// <summary>What is resident now.</summary>
    public static int ResidentNow() => Status("VmRSS:");

    private static int Status(string field)
    {
        var line = File.ReadLines("/proc/self/status").Single(l => l.StartsWith(field, StringComparison.Ordinal));
        var kibibytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        return int.Parse(kibibytes, CultureInfo.InvariantCulture) / 1024;
    }
}
