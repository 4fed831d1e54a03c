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
        foreach (var name in new[] { "b.jpg", "a/2.PNG", "a/1.jpeg", "B.webp" })
        {
            _folder.Write(name);
        }

        Assert.Equal(["B.webp", "a/1.jpeg", "a/2.PNG", "b.jpg"], Names());
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
    public void The_folder_of_the_results_is_not_looked_into()
    {
        _folder.Write("photo.jpg");
        _folder.Write("cutouts/photo.png");

        Assert.Equal(["photo.jpg"], Names(except: Path.Combine(_folder.Path, "cutouts") + "/"));
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

    private static FolderIntake Intake(string path, string? except = null) =>
        new(Options.Create(new FolderIntakeOptions { Path = path, Except = except }));

    private IEnumerable<string> Names(string? except = null) =>
        Intake(_folder.Path, except).List(CancellationToken.None).Select(item => item.Name);
}
