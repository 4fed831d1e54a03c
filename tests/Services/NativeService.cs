using System.Diagnostics;

namespace Pipeline.Services;

/// <summary>
/// A server as a plain process by <c>deploy/native/serve --owned</c>. It lives as long as this process holds its
/// standard input, so that it goes even when this process is killed.
/// </summary>
internal sealed class NativeService : IServiceProcess
{
    private readonly Process _script;

    private NativeService(Process script, int port)
    {
        _script = script;
        Port = port;
    }

    public int Port { get; }

    public bool HasEnded => _script.HasExited;

    public bool CanBeKilled => true;

    /// <param name="service">What the script calls it.</param>
    /// <param name="ports">First of the consecutive ports.</param>
    /// <param name="arguments">What follows folder and port.</param>
    public static NativeService Start(string service, int ports, params string[] arguments)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"pipeline-{service}-{Environment.ProcessId}-{ports}");
        var script = Path.Combine(Checkout.Root, "deploy", "native", "serve");
        // In a session of its own: an interrupted test run must not interrupt the script that cleans up.
        var start = new ProcessStartInfo("setsid", [script, "--owned", service, folder, $"{ports}", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new NativeService(Process.Start(start)!, ports);
    }

    public Task KillAsync() => TellAsync("kill");

    public Task RestartAsync() => TellAsync("start");

    public async Task TellAsync(string command)
    {
        await _script.StandardInput.WriteLineAsync(command);
        await _script.StandardInput.FlushAsync();
        _ = await _script.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"The service ended before it could {command}.");
    }

    public async ValueTask DisposeAsync()
    {
        _script.StandardInput.Close();
        await _script.WaitForExitAsync();
        _script.Dispose();
    }
}
