using System.Diagnostics;

namespace Pipeline.Fleet.Tests.Support;

/// <summary>A worker, or another program of the checkout, as a process of its own.</summary>
internal sealed class ProgramProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    private ProgramProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => _process.HasExited;

    /// <param name="project">Whose program: <c>Worker</c> <c>SimulatedWorker</c> or <c>Dispatcher</c>.</param>
    /// <param name="settings">Become environment variables.</param>
    /// <param name="arguments">Of the program; a worker serves.</param>
    public static ProgramProcess Start(
        string project, IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(output.Parent!.Parent!.FullName, project, output.Name, $"Pipeline.{project}");
        var start = new ProcessStartInfo(program, arguments is [] && project == "Worker" ? ["serve"] : arguments)
        {
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new ProgramProcess(Process.Start(start)!);
    }

    /// <summary>Ends it as the kernel does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Asks it to stop as an orchestrator does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-s", "TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<(int ExitCode, string Error)> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
