using System.Diagnostics;

namespace Pipeline.Fleet.Tests.Support;

/// <summary>A worker as a process of its own.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    private WorkerProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => _process.HasExited;

    /// <param name="project">Whose program: <c>Worker</c> or <c>SimulatedWorker</c>.</param>
    /// <param name="settings">Become environment variables.</param>
    public static WorkerProcess Start(string project, IReadOnlyDictionary<string, string?> settings)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(output.Parent!.Parent!.FullName, project, output.Name, $"Pipeline.{project}");
        var start = new ProcessStartInfo(program) { RedirectStandardError = true };
        if (project == "Worker")
        {
            start.ArgumentList.Add("serve");
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new WorkerProcess(Process.Start(start)!);
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
