using System.Diagnostics;

namespace Pipeline.Services;

/// <summary>A program of this checkout, built beside the one that runs, as a process of its own.</summary>
public sealed class ProgramProcess : IAsyncDisposable
{
    /// <summary>In which a program that cannot work has said so and ended.</summary>
    public static readonly TimeSpan MostBeforeRefusal = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private ProgramProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Processor time that it has taken; it must run.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="project">Whose program: <c>Worker</c>, <c>SimulatedWorker</c> or <c>Dispatcher</c>.</param>
    /// <param name="settings">Become environment variables.</param>
    /// <param name="arguments">Of the program.</param>
    public static ProgramProcess Start(
        string project, IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(output.Parent!.Parent!.FullName, project, output.Name, $"Pipeline.{project}");
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new ProgramProcess(Process.Start(start)!);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="OperationCanceledException">It had not ended; it has now, by force.</exception>
    public static async Task<Finished> RunAsync(
        string project,
        IReadOnlyDictionary<string, string?> settings,
        IEnumerable<string> arguments,
        CancellationToken cancellation)
    {
        await using var process = Start(project, settings, [.. arguments]);
        return await process.EndAsync(cancellation);
    }

    /// <summary>Ends it as the kernel does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop as an orchestrator does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-s", "TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<Finished> EndAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return new Finished(_process.ExitCode, await _output, await _error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    /// <summary>How a program ended.</summary>
    public sealed record Finished(int ExitCode, string Output, string Errors);
}
