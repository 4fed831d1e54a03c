using System.Diagnostics;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Intake;

namespace Pipeline.Dispatcher.Tests.Intake;

public sealed class TrimapFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pictures_are_listed_in_ordinal_order_and_nothing_else_is()
    {
        foreach (var name in new[] { "b.png", "a/2.WEBP", "B.bmp", "notes.txt", ".hidden.png", "photos/b.jpg" })
        {
            _folder.Write(name);
        }

        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link.png"), Path.Combine(_folder.Path, "b.png"));

        Assert.Equal(
            ["B.bmp", "a/2.WEBP", "b.png", "link.png"],
            Intake(Path.Combine(_folder.Path, "photos")).List(CancellationToken.None)!.Select(trimap => trimap.Name));
    }

    [Fact]
    public async Task Pipes_and_empty_files_are_no_trimaps()
    {
        _folder.Write("empty.png", "");
        using var shell = Process.Start(new ProcessStartInfo("mkfifo", ["pipe.png"]) { WorkingDirectory = _folder.Path })!;
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Empty(Intake().List(CancellationToken.None)!);
    }

    [Fact]
    public void Without_a_folder_no_trimaps_are_supplied_which_is_not_the_same_as_an_empty_folder()
    {
        Assert.Null(new TrimapFolder(Options.Create(new TrimapFolderOptions())).List(CancellationToken.None));
        Assert.Empty(Intake().List(CancellationToken.None)!);
    }

    [Fact]
    public async Task The_etag_follows_the_content()
    {
        _folder.Write("a.png", "one");
        var trimap = Assert.Single(Intake().List(CancellationToken.None)!);
        var one = await Intake().GetETagAsync(trimap, CancellationToken.None);
        _folder.Write("a.png", "two");

        Assert.Equal(new BlobRef { Container = "trimaps", Name = "a.png" }, trimap);
        Assert.NotEqual(one, await Intake().GetETagAsync(trimap, CancellationToken.None));
    }

    private TrimapFolder Intake(string? except = null) =>
        new(Options.Create(new TrimapFolderOptions { Path = _folder.Path, Except = except is null ? [] : [except] }));
}
