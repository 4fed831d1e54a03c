namespace Pipeline.EndToEnd.Tests;

/// <summary>A wrong command line of any program: one sentence, the way to the help, exit code 64, no help text.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("Embedded/cutout", "", "--out", "deploy/cutout --help")]
    [InlineData("Embedded/cutout", "photos", "--out", "deploy/cutout --help")]
    [InlineData("Embedded/cutout", "photos --out o --concurency 3", "--concurency", "deploy/cutout --help")]
    [InlineData("Embedded/cutout", "photos --out o --concurrency abc", "'abc'", "deploy/cutout --help")]
    [InlineData("Embedded/cutout", "photos --out o --if-exists perhaps", "--if-exists", "deploy/cutout --help")]
    [InlineData("Embedded/cutout", "photos --out o --recipe no-such-file", "no-such-file", "deploy/cutout --help")]
    [InlineData("Embedded/cutout", "verify photos", "--preset", "deploy/cutout verify --help")]
    [InlineData("Worker/Pipeline.Worker", "", "command", "deploy/worker --help")]
    [InlineData("Worker/Pipeline.Worker", "serv", "serv", "deploy/worker --help")]
    [InlineData("Worker/Pipeline.Worker", "serve --settings no-such-file", "no-such-file", "deploy/worker serve --help")]
    [InlineData("Worker/Pipeline.Worker", "models pull", "NAME", "deploy/worker models pull --help")]
    [InlineData("Dispatcher/Pipeline.Dispatcher", "", "command", "deploy/dispatcher --help")]
    [InlineData("Dispatcher/Pipeline.Dispatcher", "submit a --priority high", "high", "deploy/dispatcher submit --help")]
    [InlineData("Dispatcher/Pipeline.Dispatcher", "submit a --priority 500", "--priority", "deploy/dispatcher submit --help")]
    [InlineData("Dispatcher/Pipeline.Dispatcher", "submit a --canvas wide", "wide", "deploy/dispatcher submit --help")]
    [InlineData("Dispatcher/Pipeline.Dispatcher", "pause", "BATCH", "deploy/dispatcher pause --help")]
    public async Task A_wrong_command_line_gets_one_sentence(string program, string arguments, string named, string help)
    {
        var parts = program.Split('/');
        using var ledger = new PhotoFolder();
        using var command = Command.StartProgram(
            "env",
            [
                $"Dispatcher__Ledger__Path={ledger.Cutouts}/ledger.db",
                Path.Combine(Repository.BinariesOf(parts[0]), parts[1]),
                .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ]);

        var (exitCode, lines, error) = await command.EndAsync();

        var sentence = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(named, sentence, StringComparison.Ordinal);
        Assert.EndsWith($"See {help}.", sentence, StringComparison.Ordinal);
        Assert.Equal((64, 0), (exitCode, lines.Count));
    }
}
