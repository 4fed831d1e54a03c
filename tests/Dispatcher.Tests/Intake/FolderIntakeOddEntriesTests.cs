using System.Diagnostics;
using Microsoft.Extensions.Options;
using Pipeline.Dispatcher.Intake;

namespace Pipeline.Dispatcher.Tests.Intake;

/// <summary>Entries that .NET's file functions cannot make.</summary>
public sealed class FolderIntakeOddEntriesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pipe_with_the_name_of_a_photo_is_stated_and_never_opened()
    {
        await ShellAsync("mkfifo pipe.jpg");

        Assert.Null(Assert.Single(List()).Photo);
    }

    [Fact]
    public async Task A_name_that_is_not_utf8_is_stated_and_refuses_nothing()
    {
        await ShellAsync(@"echo x > $'caf\xe9.jpg' && echo x > $'caf\xe8.jpg'");

        var items = List();

        await ShellAsync("rm caf*");
        Assert.Equal(2, items.Count);
        Assert.All(items, item => Assert.Contains("UTF-8", item.Trouble, StringComparison.Ordinal));
    }

    private async Task ShellAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { WorkingDirectory = _folder.Path })!;
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private IReadOnlyList<IntakeItem> List() =>
        new FolderIntake(Options.Create(new FolderIntakeOptions { Paths = [_folder.Path] })).List(CancellationToken.None).Items;
}
