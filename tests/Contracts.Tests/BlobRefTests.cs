namespace Pipeline.Contracts.Tests;

public sealed class BlobRefTests
{
    [Theory]
    [InlineData("a.jpg")]
    [InlineData("shoes/red/0001 (2).jpg")]
    [InlineData("..hidden/ü ☃.png")]
    public void Relative_names_with_forward_slashes_are_accepted(string name)
    {
        Assert.Equal(name, new BlobRef { Container = "photos", Name = name }.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../secret.jpg")]
    [InlineData("a/../../b.jpg")]
    [InlineData("a/./b.jpg")]
    [InlineData("a//b.jpg")]
    [InlineData("a/")]
    [InlineData("a\\b.jpg")]
    [InlineData("line\nbreak.jpg")]
    [InlineData("nul\0.jpg")]
    public void Names_that_could_lead_elsewhere_are_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => new BlobRef { Container = "photos", Name = name });
        Assert.False(BlobRef.IsName(name));
    }

    [Fact]
    public void A_name_beyond_the_limit_of_the_store_is_refused()
    {
        Assert.True(BlobRef.IsName(new string('a', BlobRef.MaxNameLength)));
        Assert.False(BlobRef.IsName(new string('a', BlobRef.MaxNameLength + 1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    public void A_container_is_one_plain_segment(string container)
    {
        Assert.Throws<ArgumentException>(() => new BlobRef { Container = container, Name = "a.jpg" });
    }
}
