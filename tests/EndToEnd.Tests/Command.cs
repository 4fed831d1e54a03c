using System.Diagnostics;

namespace Pipeline.EndToEnd.Tests;

/// <summary>The command as a user runs it: a process of its own.</summary>
internal sealed class Command : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly List<string> _lines = [];

    private Command(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Takes SIGINT even where whoever runs the tests does not, as a shell's background jobs do not.</summary>
    public static Command Start(params string[] arguments) => StartProgram(
        "env", ["--default-signal=INT", Path.Combine(Repository.BinariesOf("Embedded"), "cutout"), .. arguments]);

    /// <summary>Any other program of the checkout.</summary>
    public static Command StartProgram(string program, params string[] arguments) =>
        new(Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);

    /// <summary>Runs to the end.</summary>
    public static async Task<(int ExitCode, IReadOnlyList<string> Lines, string Error)> RunAsync(params string[] arguments)
    {
        using var command = Start(arguments);
        return await command.EndAsync();
    }

    /// <summary>Waits until a line of output fulfils a condition.</summary>
    public async Task WaitForLineAsync(Func<string, bool> condition)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            _lines.Add(line);
            if (condition(line))
            {
                return;
            }
        }

        Assert.Fail($"The command ended early: {await _error}");
    }

    /// <param name="signal">Such as <c>INT</c> or <c>KILL</c>.</param>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<(int ExitCode, IReadOnlyList<string> Lines, string Error)> EndAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            _lines.Add(line);
        }

        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, _lines, await _error);
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
