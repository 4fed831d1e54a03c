namespace Pipeline.Contracts.Tests;

public sealed class DiskTroubleTests
{
    [Theory]
    [InlineData(28, "full")]
    [InlineData(30, "read-only")]
    [InlineData(122, "quota")]
    public void An_error_of_the_disk_is_told_in_words(int errno, string word)
    {
        var trouble = DiskTrouble.Of(new IOException("what the system says", errno));

        Assert.Contains(word, trouble!.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_runtime_wraps_is_found()
    {
        Assert.NotNull(DiskTrouble.Of(new UnauthorizedAccessException("no", new IOException("no", 13))));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(36)]
    public void An_error_of_one_file_is_none_of_the_disk(int errno)
    {
        Assert.Null(DiskTrouble.Of(new IOException("what the system says", errno)));
        Assert.Null(DiskTrouble.Of(new UnauthorizedAccessException("passes through a link")));
    }

    [Fact]
    public void A_file_where_a_folder_is_needed_is_named()
    {
        var file = Path.GetTempFileName();

        Assert.Equal($"{file} is a file", DiskTrouble.CauseOf(new IOException("some words"), Path.Combine(file, "a", "b")));
        File.Delete(file);
    }

    [Fact]
    public void A_real_write_to_a_full_device_is_recognised()
    {
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);

        var error = Assert.Throws<IOException>(() => full.Write([1, 2, 3]));

        Assert.Equal("the disk is full", DiskTrouble.Of(error)?.Cause);
    }
}
