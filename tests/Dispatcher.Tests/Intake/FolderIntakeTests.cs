using System.Diagnostics;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Intake;

namespace Pipeline.Dispatcher.Tests.Intake;

public sealed class FolderIntakeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Photos_are_listed_with_the_folders_in_it_in_ordinal_order()
    {
        foreach (var name in new[] { "b.jpg", "a/2.PNG", "a/1.jpeg", "B.webp", "c.tif", "c.TIFF", "d.gif", "e.bmp" })
        {
            _folder.Write(name);
        }

        Assert.Equal(["B.webp", "a/1.jpeg", "a/2.PNG", "b.jpg", "c.TIFF", "c.tif", "d.gif", "e.bmp"], Names());
    }

    [Fact]
    public void Other_files_hidden_files_and_links_are_left_out()
    {
        _folder.Write("notes.txt");
        _folder.Write(".hidden.jpg");
        _folder.Write(".git/x.jpg");
        using var elsewhere = new TemporaryFolder();
        elsewhere.Write("secret.jpg");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link.jpg"), Path.Combine(elsewhere.Path, "secret.jpg"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "linked"), elsewhere.Path);
        _folder.Write("photo.jpg");

        Assert.Equal(["photo.jpg"], Names());
    }

    [Fact]
    public void Folders_of_cutouts_are_not_looked_into()
    {
        _folder.Write("photo.jpg");
        _folder.Write("white/photo.png");
        _folder.Write("white/.pipeline/lock");

        Assert.Equal(["photo.jpg"], Names());
    }

    [Fact]
    public void The_folder_that_is_excepted_is_not_looked_into()
    {
        _folder.Write("photo.jpg");
        _folder.Write("trimaps/photo.png");
        _folder.Write("trimaps-old/photo.jpg");

        Assert.Equal(["photo.jpg", "trimaps-old/photo.jpg"], Names(Path.Combine(_folder.Path, "trimaps")));
    }

    [Fact]
    public async Task A_pipe_with_the_name_of_a_photo_is_stated_and_never_opened()
    {
        await ShellAsync("mkfifo pipe.jpg");

        Assert.Null(Assert.Single(Intake(_folder.Path).List(CancellationToken.None)).Photo);
    }

    [Fact]
    public async Task A_name_that_is_not_utf8_is_stated_and_refuses_nothing()
    {
        await ShellAsync(@"echo x > $'caf\xe9.jpg' && echo x > $'caf\xe8.jpg'");

        var items = Intake(_folder.Path).List(CancellationToken.None).ToList();

        await ShellAsync("rm caf*");
        Assert.Equal(2, items.Count);
        Assert.All(items, item => Assert.Contains("UTF-8", item.Trouble, StringComparison.Ordinal));
    }

    [Fact]
    public void One_file_is_a_source_of_one_photo()
    {
        _folder.Write("other.jpg");
        var intake = Intake(_folder.Write("photo.jpg"));

        var item = Assert.Single(intake.List(CancellationToken.None));

        Assert.Equal(new BlobRef { Container = "photos", Name = "photo.jpg" }, item.Photo);
    }

    [Fact]
    public void A_name_that_no_store_accepts_is_listed_without_a_reference()
    {
        _folder.Write("new\nline.jpg");

        var item = Assert.Single(Intake(_folder.Path).List(CancellationToken.None));

        Assert.Null(item.Photo);
    }

    [Fact]
    public async Task The_etag_follows_the_content_and_not_the_time()
    {
        var path = _folder.Write("photo.jpg", "one");
        var photo = new BlobRef { Container = "photos", Name = "photo.jpg" };
        var intake = Intake(_folder.Path);
        var one = await intake.GetETagAsync(photo, CancellationToken.None);

        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        Assert.Equal(one, await intake.GetETagAsync(photo, CancellationToken.None));

        _folder.Write("photo.jpg", "two");
        Assert.NotEqual(one, await intake.GetETagAsync(photo, CancellationToken.None));
    }

    /// <summary>For what the framework's own file functions cannot name.</summary>
    private async Task ShellAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { WorkingDirectory = _folder.Path })!;
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static FolderIntake Intake(string path, string? except = null) =>
        new(Options.Create(new FolderIntakeOptions { Path = path, Except = except }));

    private IEnumerable<string> Names(string? except = null) =>
        Intake(_folder.Path, except).List(CancellationToken.None).Select(item => item.Name);
}
