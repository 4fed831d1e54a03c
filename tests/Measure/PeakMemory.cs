using System.Globalization;

namespace Pipeline.Measure;

/// <summary>The kernel's figures for a process (proc(5)), in mebibytes.</summary>
internal static class PeakMemory
{
    /// <summary>The high-water mark of resident memory.</summary>
    public static int OfThisProcess() => Status("VmHWM:");

    /// <inheritdoc cref="OfThisProcess"/>
    /// <param name="process">Its number; one of this machine.</param>
    public static int Of(int process) => Status("VmHWM:", $"{process}");

    /// <summary>What is resident now.</summary>
    public static int ResidentNow() => Status("VmRSS:");

    private static int Status(string field, string process = "self")
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(l => l.StartsWith(field, StringComparison.Ordinal));
        var kibibytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        return int.Parse(kibibytes, CultureInfo.InvariantCulture) / 1024;
    }
}
