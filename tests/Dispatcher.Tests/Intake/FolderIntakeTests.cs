using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Intake;

namespace Pipeline.Dispatcher.Tests.Intake;

public sealed class FolderIntakeTests : IDisposable
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0];

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
    public void Hidden_files_are_left_out_and_other_files_are_counted()
    {
        _folder.Write("notes.txt");
        _folder.Write("Thumbs.db");
        _folder.Write(".hidden.jpg");
        _folder.Write(".git/x.jpg");
        _folder.Write("photo.jpg");

        var listing = Intake(_folder.Path).List(CancellationToken.None);

        Assert.Equal(["photo.jpg"], listing.Items.Select(item => item.Name));
        Assert.Equal(2, listing.LeftOut.OtherFiles);
        Assert.Equal("Left out: 2 files that are no images.", listing.LeftOut.Sentence);
    }

    [Fact]
    public void Photos_are_told_by_their_content_whatever_their_names()
    {
        foreach (var name in new[] { "no-extension", "x.jfif", "x.jpe", "x.mpo", "scan.001", "called.heic" })
        {
            _folder.Write(name, Jpeg);
        }

        Assert.Equal(
            ["called.heic", "no-extension", "scan.001", "x.jfif", "x.jpe", "x.mpo"], Names().Order(StringComparer.Ordinal));
        Assert.All(Intake(_folder.Path).List(CancellationToken.None).Items, item => Assert.NotNull(item.Photo));
    }

    [Fact]
    public void An_image_that_cannot_be_decoded_is_listed_with_what_it_is()
    {
        _folder.Write("a.HEIC", [0, 0, 0, 0x18, .. "ftypheic\0\0\0\0mif1heic"u8]);
        _folder.Write("called.jpg", [0, 0, 0, 0x18, .. "ftypheic\0\0\0\0mif1heic"u8]);

        var items = Intake(_folder.Path).List(CancellationToken.None).Items;

        Assert.Equal(["a.HEIC", "called.jpg"], items.Select(item => item.Name));
        Assert.All(items, item => Assert.Equal(FailureReason.UnsupportedFormat, item.Reason));
        Assert.Equal("The file is a HEIC image, which is not supported; convert it to JPEG or PNG.", items[0].Trouble);
    }

    [Fact]
    public void Links_to_files_and_folders_are_followed_and_keep_their_own_names()
    {
        using var elsewhere = new TemporaryFolder();
        var target = elsewhere.Write("a.jpg");
        elsewhere.Write("shoes/b.jpg");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "SKU-1.jpg"), target);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "linked"), elsewhere.Path);
        var intake = Intake(_folder.Path);

        var items = intake.List(CancellationToken.None).Items;

        Assert.Equal(["SKU-1.jpg", "linked/a.jpg", "linked/shoes/b.jpg"], items.Select(item => item.Name));
        Assert.Equal(RealPath.Of(target), intake.FileOf("SKU-1.jpg"));
        Assert.Equal(RealPath.Of(target), intake.FileOf("linked/a.jpg"));
    }

    [Fact]
    public void A_link_to_a_folder_around_it_is_told_and_not_followed()
    {
        _folder.Write("a/photo.jpg");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "a/loop"), _folder.Path);

        var listing = Intake(_folder.Path).List(CancellationToken.None);

        Assert.Equal(["a/photo.jpg"], listing.Items.Select(item => item.Name));
        Assert.Equal(["a/loop"], listing.LeftOut.Loops);
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_stated_where_it_is_named_as_a_photo()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "gone.jpg"), "nowhere.jpg");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "circle.jpg"), "circle.jpg");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "gone.txt"), "nowhere.txt");

        var listing = Intake(_folder.Path).List(CancellationToken.None);

        Assert.Equal(["circle.jpg", "gone.jpg"], listing.Items.Select(item => item.Name));
        Assert.All(listing.Items, item => Assert.Equal(FailureReason.SourceMissing, item.Reason));
        Assert.Equal(1, listing.LeftOut.OtherFiles);
    }

    [Fact]
    public void A_link_given_as_the_photo_keeps_its_own_name()
    {
        var target = _folder.Write("a.jpg");
        var link = Path.Combine(_folder.Path, "SKU-1001.jpg");
        File.CreateSymbolicLink(link, target);

        Assert.Equal("SKU-1001.jpg", Assert.Single(Intake(link).List(CancellationToken.None).Items).Name);
    }

    [Fact]
    public void Several_files_and_folders_are_one_listing_and_nothing_is_listed_twice()
    {
        var one = _folder.Write("one/a.jpg");
        _folder.Write("one/shoes/c.jpg");
        _folder.Write("two/b.jpg");
        var intake = new FolderIntake(Options.Create(new FolderIntakeOptions
        {
            Paths = [Path.Combine(_folder.Path, "two"), one, Path.Combine(_folder.Path, "one"), one],
        }));

        Assert.Equal(["a.jpg", "b.jpg", "shoes/c.jpg"], intake.List(CancellationToken.None).Items.Select(item => item.Name));
        Assert.Equal(RealPath.Of(one), intake.FileOf("a.jpg"));
        Assert.Null(intake.FileOf("other.jpg"));
    }

    [Fact]
    public void A_folder_that_may_not_be_listed_and_a_file_that_may_not_be_read_are_stated()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess || OperatingSystem.IsWindows(), "Nothing is unreadable to root.");
        var closed = _folder.Write("closed");
        _folder.Write("folder/x.jpg");
        var folder = Path.Combine(_folder.Path, "folder");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(closed, UnixFileMode.None);
            File.SetUnixFileMode(folder, UnixFileMode.None);
        }

        var items = Intake(_folder.Path).List(CancellationToken.None).Items;

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Assert.Equal(["closed", "folder/"], items.Select(item => item.Name));
        Assert.All(items, item => Assert.Equal(FailureReason.SourceUnreadable, item.Reason));
    }

    [Fact]
    public void Folders_of_cutouts_and_reports_are_not_looked_into_wherever_they_lie()
    {
        _folder.Write("photo.jpg");
        _folder.Write("white/photo.png");
        _folder.Write("white/.pipeline/lock");
        _folder.Write("old/report/report.html");
        _folder.Write("old/report/pictures/000000-before.webp");
        _folder.Write($"old/report/pictures/{ResultMarkers.Report}");

        var listing = Intake(_folder.Path).List(CancellationToken.None);

        Assert.Equal(["photo.jpg"], listing.Items.Select(item => item.Name));
        Assert.Equal(["old/report/pictures", "white"], listing.LeftOut.Results.Order(StringComparer.Ordinal));
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
    public void One_file_is_a_source_of_one_photo()
    {
        _folder.Write("other.jpg");
        var intake = Intake(_folder.Write("photo.jpg"));

        var item = Assert.Single(intake.List(CancellationToken.None).Items);

        Assert.Equal(new BlobRef { Container = "photos", Name = "photo.jpg" }, item.Photo);
    }

    [Fact]
    public void A_name_that_no_store_accepts_is_listed_without_a_reference()
    {
        _folder.Write("new\nline.jpg");

        var item = Assert.Single(Intake(_folder.Path).List(CancellationToken.None).Items);

        Assert.Null(item.Photo);
    }

    [Fact]
    public async Task The_etag_follows_the_content_and_not_the_time()
    {
        var path = _folder.Write("photo.jpg", "one");
        var photo = new BlobRef { Container = "photos", Name = "photo.jpg" };
        var intake = Intake(_folder.Path);
        intake.List(CancellationToken.None);
        var one = await intake.GetETagAsync(photo, CancellationToken.None);

        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        Assert.Equal(one, await intake.GetETagAsync(photo, CancellationToken.None));

        _folder.Write("photo.jpg", "two");
        Assert.NotEqual(one, await intake.GetETagAsync(photo, CancellationToken.None));
    }

    private static FolderIntake Intake(string path, string? except = null) =>
        new(Options.Create(new FolderIntakeOptions { Paths = [path], Except = except is null ? [] : [except] }));

    private IEnumerable<string> Names(string? except = null) =>
        Intake(_folder.Path, except).List(CancellationToken.None).Items.Select(item => item.Name);
}
