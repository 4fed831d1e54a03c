using System.Diagnostics;
using Pipeline.Dispatcher;

namespace Pipeline.FleetDispatcher.Tests.Processes;

/// <summary>The dispatcher's program as a process of its own.</summary>
internal sealed class DispatcherProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private DispatcherProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => _process.HasExited;

    public static DispatcherProcess Start(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(DispatcherRegistration).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new DispatcherProcess(Process.Start(start)!);
    }

    /// <summary>Runs to its end.</summary>
    public static async Task<Finished> RunAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        await using var process = Start(settings, arguments);
        return await process.FinishAsync();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<Finished> FinishAsync()
    {
        await _process.WaitForExitAsync();
        return new Finished(_process.ExitCode, await _output, await _errors);
    }

    /// <summary>As a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <summary>How a run ended.</summary>
    internal sealed record Finished(int ExitCode, string Output, string Errors);
}
