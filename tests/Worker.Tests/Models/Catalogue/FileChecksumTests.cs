using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Models.Catalogue;

/// <summary>Against values that other programs give.</summary>
public sealed class FileChecksumTests
{
    // The values of "hello\n": sha256sum, md5sum, git hash-object.
    private const string Sha256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
    private const string Md5 = "b1946ac92492d2347c6235b4d2611184";
    private const string GitBlob = "ce013625030ba8dba906f756967f9e9ca394464a";

    [Fact]
    public void Each_kind_is_what_its_own_program_says()
    {
        using var models = new TemporaryModels();
        var file = models.Write("hello", "hello\n"u8.ToArray());

        Assert.Equal(
            (Sha256, Md5, GitBlob),
            (FileChecksum.Of(file, ChecksumKind.Sha256), FileChecksum.Of(file, ChecksumKind.Md5), FileChecksum.Of(file, ChecksumKind.GitBlob)));
    }
}
