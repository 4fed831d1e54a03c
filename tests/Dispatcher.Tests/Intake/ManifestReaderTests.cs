using Pipeline.Dispatcher.Intake.Sources;

namespace Pipeline.Dispatcher.Tests.Intake;

public sealed class ManifestReaderTests : IDisposable
{
    private const string White = """{"renditions":[{"background":"#ffffff"}]}""";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_lines_give_sources_skus_versions_and_recipes()
    {
        _folder.Write("white.json", White);
        var rows = Read("list.jsonl", $$"""
            {"source":"photos/a.jpg","sku":"A-1","etag":"0x1"}

            {"source":"photos/b.jpg","recipe":{{White}}}
            {"source":"photos/c.jpg","recipe":"white.json"}
            """);

        Assert.Equal(["photos/a.jpg", "photos/b.jpg", "photos/c.jpg"], rows.Select(row => row.Source));
        Assert.Equal(("A-1", "0x1", null), (rows[0].Sku, rows[0].ETag, rows[0].Recipe));
        Assert.All(rows.Skip(1), row => Assert.Equal("#ffffff", row.Recipe!.Renditions[0].Background));
    }

    [Fact]
    public void Csv_fields_may_be_quoted_and_columns_come_in_any_order()
    {
        _folder.Write("white.json", White);
        var rows = Read("list.csv", "sku,Source,recipe\r\n\"A \"\"1\"\"\",\"photos/a,\nb.jpg\",\r\n,photos/c.jpg,white.json\r\n");

        Assert.Equal([("A \"1\"", "photos/a,\nb.jpg"), (null, "photos/c.jpg")], rows.Select(row => (row.Sku, row.Source)));
        Assert.Equal("#ffffff", rows[1].Recipe!.Renditions[0].Background);
    }

    [Theory]
    [InlineData("list.jsonl", "{\"sku\":\"A\"}", "no source")]
    [InlineData("list.jsonl", "{not json", "cannot be read")]
    [InlineData("list.jsonl", "[1]", "no source")]
    [InlineData("list.jsonl", "{\"source\":\"p/a.jpg\",\"recipe\":{\"rendition\":[]}}", "cannot be read")]
    [InlineData("list.csv", "source,sku\n,A", "no source")]
    [InlineData("list.csv", "source,recipe\np/a.jpg,gone.json", "gone.json cannot be read")]
    public void A_line_that_cannot_be_read_is_a_row_with_its_trouble(string name, string content, string trouble) =>
        Assert.Contains(trouble, Assert.Single(Read(name, content)).Trouble!, StringComparison.Ordinal);

    [Fact]
    public void A_csv_without_a_column_of_sources_is_refused()
    {
        var refused = Assert.Throws<RefusedException>(() => Read("list.csv", "photo,sku\na,b"));

        Assert.Contains("names no column 'source'", refused.Message, StringComparison.Ordinal);
    }

    private List<ManifestRow> Read(string name, string content) => [.. new ManifestReader(_folder.Write(name, content)).Read()];
}
