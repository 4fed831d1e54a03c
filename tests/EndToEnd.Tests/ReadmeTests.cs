using System.Diagnostics;

namespace Pipeline.EndToEnd.Tests;

/// <summary>What the README's first screen shows is run as it stands there.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task The_first_command_cuts_out_every_sample()
    {
        var command = Commands().First();
        Assert.StartsWith("deploy/cutout deploy/samples --out cutouts", command, StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("pipeline-test-");

        var (exitCode, output) = await RunAsync(command.Replace("cutouts", folder.FullName, StringComparison.Ordinal));

        Assert.True(exitCode == 0, output);
        var samples = Directory.GetFiles(Path.Combine(Repository.Root, "deploy", "samples"), "*", SearchOption.AllDirectories);
        Assert.Equal(samples.Length, folder.GetFiles("*.png", SearchOption.AllDirectories).Length);
        Assert.Contains($"{samples.Length} cut out, 0 already done, 0 failed", output, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void The_second_command_is_the_one_that_runs_these_tests()
    {
        Assert.StartsWith("tests/run", Commands().ElementAt(1), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Repository.Root, "tests", "run")));
    }

    [Fact]
    public void Every_path_that_the_readme_names_is_there()
    {
        var named = System.Text.RegularExpressions.Regex.Matches(Readme(), @"\]\((?!http)([^)]+)\)|`((?:deploy|tests|Worker|Dispatcher|Contracts)/[\w./-]*)`")
            .Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value);

        Assert.All(named, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
    }

    private static string Readme() => File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    /// <summary>The lines of the first fenced block.</summary>
    private static string[] Commands() => Readme().Split("```")[1].Split('\n')[1..^1];

    private static async Task<(int ExitCode, string Output)> RunAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", $"{command.Split('#')[0]} 2>&1"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        })!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, output);
    }
}
