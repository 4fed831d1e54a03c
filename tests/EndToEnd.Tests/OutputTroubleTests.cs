namespace Pipeline.EndToEnd.Tests;

/// <summary>A full disk, a full output, a reader that has gone: the run ends in order, and says why in a sentence.</summary>
public sealed class OutputTroubleTests : IDisposable
{
    private const int Photos = 6;

    // The runtime maps its own code over files, which a limit on their size would forbid.
    private const string SmallFiles = "export DOTNET_EnableWriteXorExecute=0; ulimit -f 1; trap '' XFSZ; exec \"$0\" \"$@\"";

    private readonly PhotoFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Report => _folder.Cutouts + "-report";

    [Fact]
    public async Task A_place_that_takes_no_file_ends_the_run_at_the_first_photo()
    {
        Draw();

        var (exitCode, lines, error) = await ShellAsync(SmallFiles);

        Assert.Equal(74, exitCode);
        Assert.Contains($"0 failed, {Photos} not done", lines[0], StringComparison.Ordinal);
        RequireSentence(error, $"{_folder.Cutouts} cannot be written: a file would become larger");
    }

    [Fact]
    public async Task A_full_disk_keeps_what_is_finished_and_the_same_command_goes_on()
    {
        Draw();
        await RequireMountsAsync();
        var mount = $"mkdir -p '{_folder.Cutouts}' && mount -t tmpfs -o size=16k tmpfs '{_folder.Cutouts}' && exec \"$0\" \"$@\"";

        var (exitCode, lines, error) = await MountedAsync(mount);

        Assert.Equal(74, exitCode);
        Assert.Contains(lines, line => line.Contains(" 0 failed, ", StringComparison.Ordinal));
        RequireSentence(error, "cannot be written: the disk is full. The run was stopped");
    }

    [Fact]
    public async Task A_read_only_place_is_refused_before_any_work()
    {
        Draw();
        await RequireMountsAsync();
        var mount = $"mkdir -p '{_folder.Cutouts}' && mount -t tmpfs -o ro tmpfs '{_folder.Cutouts}' && exec \"$0\" \"$@\"";

        var (exitCode, lines, error) = await MountedAsync(mount);

        Assert.Equal((73, 0), (exitCode, lines.Count));
        RequireSentence(error, "the file system is read-only. --out names another folder.");
    }

    [Fact]
    public async Task A_full_standard_output_ends_the_run_and_the_counts_are_still_said()
    {
        Draw();

        var (exitCode, _, error) = await ShellAsync("exec \"$0\" \"$@\" >/dev/full", "--concurrency", "1");

        Assert.Equal(74, exitCode);
        Assert.Contains(" not done;", error, StringComparison.Ordinal);
        Assert.Contains("Standard output cannot be written: the disk is full.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.InRange(_folder.Finished().Count, 1, Photos - 1);
    }

    [Fact]
    public async Task A_reader_that_has_gone_ends_the_run_without_a_word()
    {
        Draw();

        var (exitCode, lines, error) = await ShellAsync(
            "\"$0\" \"$@\" | head -1; exit ${PIPESTATUS[0]}", "--concurrency", "1");

        Assert.Equal((141, 1, ""), (exitCode, lines.Count, error));
        Assert.InRange(_folder.Finished().Count, 2, Photos - 1);
    }

    [Fact]
    public async Task A_report_that_cannot_be_begun_is_refused_before_any_work()
    {
        Draw();
        var file = _folder.Write("notes.txt", [1]);

        var (exitCode, lines, error) = await RunAsync("--report", file);

        Assert.Equal((73, 0), (exitCode, lines.Count));
        RequireSentence(error, "notes.txt is a file. --report names another folder.");
        Assert.Empty(_folder.Finished());
    }

    [Fact]
    public async Task A_report_that_fails_at_its_end_loses_neither_cutouts_nor_summary()
    {
        Draw();
        Directory.CreateDirectory(Path.Combine(Report, "report.html"));

        var (exitCode, lines, error) = await RunAsync("--report", Report);

        Assert.Equal(74, exitCode);
        Assert.Contains(lines, line => line.StartsWith($"{Photos} cut out, 0 already done, 0 failed", StringComparison.Ordinal));
        RequireSentence(error, $"The report in {Report} is not complete: ");
        Directory.Delete(Report, recursive: true);
    }

    [Fact]
    public async Task A_file_where_a_folder_of_cutouts_belongs_fails_that_photo_alone()
    {
        _folder.Draw("a.jpg");
        _folder.Draw("shoes/b.jpg", 1);
        Directory.CreateDirectory(_folder.Cutouts);
        await File.WriteAllTextAsync(Path.Combine(_folder.Cutouts, "shoes"), "mine", TestContext.Current.CancellationToken);

        var (exitCode, lines, error) = await RunAsync();

        Assert.Equal((1, ""), (exitCode, error));
        Assert.Contains(lines, line => line.Contains("shoes/b.jpg: failed, OutputExists", StringComparison.Ordinal));
        Assert.Equal(["a.png"], _folder.Finished().Keys);
    }

    [Theory]
    [InlineData("Worker/Pipeline.Worker", "models list")]
    [InlineData("Dispatcher/Pipeline.Dispatcher", "list")]
    public async Task A_full_standard_output_of_another_program_is_told_in_a_sentence(string program, string arguments)
    {
        var parts = program.Split('/');
        using var command = Command.StartProgram(
            "bash",
            [
                "-c", "Dispatcher__Ledger__Path=\"$1/ledger.db\"; export Dispatcher__Ledger__Path; shift; exec \"$0\" \"$@\" >/dev/full",
                Path.Combine(Repository.BinariesOf(parts[0]), parts[1]), _folder.Cutouts, .. arguments.Split(' '),
            ]);

        var (exitCode, _, error) = await command.EndAsync();

        Assert.Equal(74, exitCode);
        RequireSentence(error, "Standard output cannot be written: the disk is full.");
    }

    [Theory]
    [InlineData("/dev/null/ledger.db", "exec \"$0\" \"$@\"", 73, "/dev/null is a file. Dispatcher:Ledger:Path names another file.")]
    [InlineData("{folder}/ledger.db", SmallFiles, 74, "ledger.db cannot be written: its disk")]
    public async Task A_ledger_that_cannot_be_made_or_written_is_told_in_a_sentence(
        string path, string shell, int expected, string said)
    {
        using var command = Command.StartProgram(
            "env",
            "Dispatcher__Ledger__Path=" + path.Replace("{folder}", _folder.Photos, StringComparison.Ordinal),
            "bash", "-c", shell, Path.Combine(Repository.BinariesOf("Dispatcher"), "Pipeline.Dispatcher"), "list");

        var (exitCode, _, error) = await command.EndAsync();

        Assert.Equal(expected, exitCode);
        RequireSentence(error, said);
    }

    private static void RequireSentence(string error, string said)
    {
        Assert.Contains(said, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    /// <summary>Namespaces let anyone mount; some containers forbid them.</summary>
    private static async Task RequireMountsAsync()
    {
        using var probe = Command.StartProgram("unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt");
        Assert.SkipUnless((await probe.EndAsync()).ExitCode == 0, "This machine lets no test mount a file system.");
    }

    private void Draw()
    {
        for (var i = 0; i < Photos; i++)
        {
            _folder.Draw($"{i}.jpg", i);
        }
    }

    private Task<(int ExitCode, IReadOnlyList<string> Lines, string Error)> RunAsync(params string[] options) =>
        Command.RunAsync([_folder.Photos, "--out", _folder.Cutouts, .. options]);

    private Task<(int ExitCode, IReadOnlyList<string> Lines, string Error)> MountedAsync(string script) =>
        ProgramAsync(["unshare", "--map-root-user", "--mount", "bash", "-c", script]);

    private Task<(int ExitCode, IReadOnlyList<string> Lines, string Error)> ShellAsync(string script, params string[] options) =>
        ProgramAsync(["bash", "-c", script], options);

    private async Task<(int ExitCode, IReadOnlyList<string> Lines, string Error)> ProgramAsync(
        string[] before, params string[] options)
    {
        var cutout = Path.Combine(Repository.BinariesOf("Embedded"), "cutout");
        using var command = Command.StartProgram(
            before[0], [.. before[1..], cutout, _folder.Photos, "--out", _folder.Cutouts, .. options]);
        return await command.EndAsync();
    }
}
