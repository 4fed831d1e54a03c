namespace Pipeline.EndToEnd.Tests;

/// <summary>The commands that keep models, as a user runs them.</summary>
public sealed class ModelsCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task List_shows_every_model_and_chain_on_what_terms()
    {
        var (exitCode, lines, _) = await ModelsAsync("list");

        Assert.Equal(0, exitCode);
        Assert.Contains(lines, line => line.StartsWith("indexnet ", StringComparison.Ordinal) && line.Contains(" no ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("standard ", StringComparison.Ordinal) && line.EndsWith("yes", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("indexnet (", StringComparison.Ordinal) && line.Contains("non-commercial", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pull u3net", "no model 'u3net'", 64)]
    [InlineData("pull indexnet", "--accept-licence indexnet", 2)]
    [InlineData("pull", "Required argument", 64)]
    [InlineData("import /dev/null", "--as", 64)]
    [InlineData("remove u3net", "no model 'u3net'", 64)]
    [InlineData("quantise u2net", "--photos", 64)]
    [InlineData("quantise u3net --photos /dev", "no model 'u3net'", 64)]
    [InlineData("quantise u2net --photos /dev", "u2net is not installed", 64)]
    [InlineData("quantise u2net --photos /dev --to float32", "float32", 64)]
    [InlineData("quantise indexnet --photos /dev", "alpha loses too much in int8", 64)]
    public async Task Wrong_use_and_refused_licences_are_explained_and_do_nothing(
        string arguments, string sentence, int expected)
    {
        var (exitCode, _, error) = await ModelsAsync(arguments.Split(' '));

        Assert.Equal(expected, exitCode);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public async Task A_file_that_is_no_model_is_rejected_in_a_sentence()
    {
        var file = Path.Combine(_folder.FullName, "u2net.onnx");
        await File.WriteAllTextAsync(file, "nothing", TestContext.Current.CancellationToken);

        var (imported, _, error) = await ModelsAsync("import", file, "--as", "u2net", "--own-weights");
        var (pulled, _, other) = await ModelsAsync("pull", "u2net", "--from", _folder.FullName);

        Assert.Equal((1, 1), (imported, pulled));
        Assert.Contains("no ONNX graph", error, StringComparison.Ordinal);
        Assert.Contains("not the published one", other, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error + other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_installed_is_nothing_damaged()
    {
        var (exitCode, lines, _) = await ModelsAsync("verify");

        Assert.Equal((0, "0 as installed, 0 damaged"), (exitCode, lines[^1]));
    }

    private async Task<(int ExitCode, IReadOnlyList<string> Lines, string Error)> ModelsAsync(params string[] arguments)
    {
        var program = Path.Combine(Repository.BinariesOf("Worker"), "Pipeline.Worker");
        using var command = Command.StartProgram(program, ["models", .. arguments, "--folder", _folder.FullName]);
        return await command.EndAsync();
    }
}
