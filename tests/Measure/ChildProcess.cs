using System.Diagnostics;
using System.Text.Json;

namespace Pipeline.Measure;

/// <summary>What a program left that was run to be measured.</summary>
/// <param name="ExitCode">Its.</param>
/// <param name="Output">All that it wrote to its output.</param>
/// <param name="Error">The last line that it wrote to its error output; empty without any.</param>
/// <param name="Seconds">From its start to its end.</param>
internal sealed record ChildProcess(int ExitCode, string Output, string Error, double Seconds)
{
    /// <param name="program">File, or a name that is looked for in the path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beside those of this process; null takes one away.</param>
    public static ChildProcess Run(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment.Remove(name);
            if (value is not null)
            {
                start.Environment[name] = value;
            }
        }

        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return new ChildProcess(process.ExitCode, output, error.Result.TrimEnd().Split('\n')[^1], seconds);
    }

    /// <summary>A command of this program, alone in a process, since peak memory belongs to a process.</summary>
    /// <exception cref="MeasureException">It ended with another exit code than 0.</exception>
    public static ChildProcess Own(params IEnumerable<string> arguments)
    {
        var run = Run(Environment.ProcessPath!, arguments);
        return run.ExitCode == 0
            ? run
            : throw new MeasureException($"{string.Join(' ', arguments)}: ended with {run.ExitCode}: {run.Error}");
    }

    /// <summary>Answers the process that started this one by <see cref="Own"/>.</summary>
    public static void Answer<T>(T result) => Console.WriteLine(JsonSerializer.Serialize(result));

    /// <summary>What it answered by <see cref="Answer"/>.</summary>
    public T Answered<T>() => JsonSerializer.Deserialize<T>(Output)!;
}
