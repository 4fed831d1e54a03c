using System.Globalization;

namespace Pipeline.Measure;

/// <summary>The kernel's figures (proc(5)): of a process in mebibytes.</summary>
internal static class PeakMemory
{
    /// <summary>The high-water mark of resident memory.</summary>
    public static int OfThisProcess() => Status("VmHWM:");

    /// <inheritdoc cref="OfThisProcess"/>
    /// <param name="process">Its number; one of this machine.</param>
    public static int Of(int process) => Status("VmHWM:", $"{process}");

    /// <summary>Starts the high-water mark anew from what is resident now.</summary>
    public static void Forget() => File.WriteAllText("/proc/self/clear_refs", "5");

    /// <summary>What is resident now.</summary>
    public static int ResidentNow() => Status("VmRSS:");

    /// <summary>What a new process could take, by the kernel's estimate, in bytes.</summary>
    public static long AvailableBytes() => Kibibytes("/proc/meminfo", "MemAvailable:") * 1024;

    private static int Status(string field, string process = "self") =>
        (int)(Kibibytes($"/proc/{process}/status", field) / 1024);

    private static long Kibibytes(string file, string field)
    {
        var line = File.ReadLines(file).Single(l => l.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }
}
