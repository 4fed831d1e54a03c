using Pipeline.Contracts;
using Pipeline.Dispatcher.Commands;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Tests.Commands;

public sealed class SourceTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_rooted_path_is_a_folder_and_is_uploaded_under_its_name()
    {
        _folder.Write("shoes/red.jpg");

        var (kind, source) = SourceText.Parse(Path.Combine(_folder.Path, "shoes") + "/");

        Assert.Equal((SourceKind.Folder, Path.Combine(_folder.Path, "shoes")), (kind, source));
        Assert.Equal("uploads/shoes", SourceText.UsualUpload(source));
    }

    [Fact]
    public void A_manifest_tells_itself_by_its_ending() =>
        Assert.Equal(SourceKind.Manifest, SourceText.Parse(_folder.Write("list.CSV")).Kind);

    [Fact]
    public void Everything_else_is_a_container() =>
        Assert.Equal((SourceKind.Blobs, "photos/shoes/"), SourceText.Parse("photos/shoes/"));

    [Theory]
    [InlineData("/no/such/folder")]
    [InlineData("./no-such-folder")]
    [InlineData("no-such-list.jsonl")]
    public void What_is_not_there_is_refused(string text) =>
        Assert.Equal(ExitCodes.Refused, Assert.Throws<RefusedException>(() => SourceText.Parse(text)).ExitCode);
}
