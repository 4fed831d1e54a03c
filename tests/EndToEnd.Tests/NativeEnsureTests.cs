using System.Diagnostics;

namespace Pipeline.EndToEnd.Tests;

/// <summary>
/// <c>deploy/native/ensure</c>: silent where libraries load, one line to run where they cannot be made to.
/// </summary>
public sealed class NativeEnsureTests
{
    [Fact]
    public async Task Libraries_that_load_are_passed_in_silence()
    {
        var natives = Path.Combine(Repository.BinariesOf("Embedded"), "runtimes", "linux-x64", "native");

        var (exitCode, output) = await RunAsync(Environment.GetEnvironmentVariable("PATH")!, Directory.GetFiles(natives));

        Assert.Equal((0, ""), (exitCode, output));
    }

    [Fact]
    public async Task Without_a_package_manager_the_missing_package_is_named_and_the_exit_code_is_69()
    {
        var commands = Directory.CreateTempSubdirectory("pipeline-test-");
        File.CreateSymbolicLink(Path.Combine(commands.FullName, "bash"), "/bin/bash");

        var (exitCode, output) = await RunAsync(commands.FullName, "/no/such/library.so");

        Assert.Equal(69, exitCode);
        Assert.Contains("GTK 3", output, StringComparison.Ordinal);
        commands.Delete(recursive: true);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string path, params string[] libraries)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "deploy", "native", "ensure"), libraries)
        {
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = path;
        using var ensure = Process.Start(start)!;
        var output = await ensure.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await ensure.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (ensure.ExitCode, output);
    }
}
