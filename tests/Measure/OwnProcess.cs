using System.Diagnostics;
using System.Text.Json;

namespace Pipeline.Measure;

/// <summary>A measurement in a process of its own, since peak memory belongs to a process.</summary>
internal static class OwnProcess
{
    /// <summary>Starts this program and reads the JSON that it prints.</summary>
    /// <exception cref="MeasureException">It failed.</exception>
    public static T Run<T>(params IEnumerable<string> arguments)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            RedirectStandardOutput = true,
        })!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? JsonSerializer.Deserialize<T>(output)!
            : throw new MeasureException($"{string.Join(' ', arguments)} ended with {child.ExitCode}.");
    }

    /// <summary>What such a process answers.</summary>
    public static void Answer<T>(T result) => Console.WriteLine(JsonSerializer.Serialize(result));
}
