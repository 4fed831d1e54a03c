using System.Diagnostics;

namespace Pipeline.Worker.Tests.Support;

/// <summary>Scripts that need PyTorch, where the machine has it.</summary>
internal static class TorchScript
{
    /// <summary>Debian's packages are for the system's own Python.</summary>
    private const string Python = "/usr/bin/python3";

    /// <summary>Skips the test where there is no PyTorch.</summary>
    public static void Run(params string[] arguments)
    {
        Assert.SkipWhen(
            !File.Exists(Python) || Start("-c", "import torch, torchvision").ExitCode != 0,
            "There is no PyTorch with torchvision (apt-get install python3-torch python3-torchvision).");
        var (exitCode, output) = Start(arguments);
        Assert.True(exitCode == 0, output);
    }

    private static (int ExitCode, string Output) Start(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
