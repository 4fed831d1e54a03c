namespace Pipeline.EndToEnd.Tests;

/// <summary>What the command does beside its work: nothing.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly PhotoFolder _folder = new();
    private readonly string _home = Directory.CreateTempSubdirectory("pipeline-home-").FullName;

    public void Dispose()
    {
        _folder.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    /// <summary>
    /// The runtime's telemetry begins with an identifier and a database in the home folder. It is off by itself where CI
    /// is set.
    /// </summary>
    [Fact]
    public async Task A_run_leaves_nothing_of_the_network_runtimes_telemetry_in_the_home_folder()
    {
        _folder.Draw("a.jpg");

        using var command = Command.StartProgram(
            "env", "--unset=CI", "--unset=ORT_DISABLE_TELEMETRY", "--unset=ORT_RUNNING_UNIT_TESTS",
            $"HOME={_home}", $"XDG_CACHE_HOME={_home}",
            Path.Combine(Repository.BinariesOf("Embedded"), "cutout"), _folder.Photos, "--out", _folder.Cutouts);
        var (exitCode, _, error) = await command.EndAsync();

        Assert.True(exitCode == 0, error);
        Assert.Equal(["a.png"], _folder.Finished().Keys);
        Assert.Empty(Directory.EnumerateFiles(_home, "*", SearchOption.AllDirectories));
    }
}
