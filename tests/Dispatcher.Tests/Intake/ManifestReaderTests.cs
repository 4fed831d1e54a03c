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
    [InlineData("list.jsonl", "{\"sku\":\"A\"}", "Line 1 of list.jsonl has no source.")]
    [InlineData("list.jsonl", "\n\n{not json", "Line 3 of list.jsonl cannot be read: ")]
    [InlineData("list.jsonl", "[1]", "no source")]
    [InlineData("list.jsonl", "{\"source\":\"p/a.jpg\",\"recipe\":{\"rendition\":[]}}", "cannot be read")]
    [InlineData("list.csv", "source,sku\n,A", "Line 2 of list.csv has no source.")]
    [InlineData("list.csv", "source,sku\n\n\n,\"a\nb\"", "Line 4 of list.csv has no source.")]
    [InlineData("list.csv", "source,recipe\np/a.jpg,gone.json", "Line 2 of list.csv cannot be used: The recipe gone.json cannot be read")]
    public void A_line_that_cannot_be_read_is_a_row_with_its_trouble(string name, string content, string trouble) =>
        Assert.Contains(trouble, Assert.Single(Read(name, content)).Trouble!, StringComparison.Ordinal);

    [Fact]
    public void A_csv_without_a_column_of_sources_is_refused()
    {
        var refused = Assert.Throws<RefusedException>(() => Read("list.csv", "photo,sku\na,b"));

        Assert.Contains("names no column 'source'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("source,sku\np/a.jpg,A\n\"p/b.jpg,B\np/c.jpg,C\np/d.jpg,D\n", 3)]
    [InlineData("source,sku\np/a.jpg,A\np/b.jpg,\"B\np/c.jpg,C\np/d.jpg,D\n", 3)]
    [InlineData("source,sku\n\n\"p/a\n.jpg\",A\np/b.jpg,B\"\np/c.jpg,C\n", 5)]
    [InlineData("source,sku\np/a.jpg,\"A\"B\n", 2)]
    [InlineData("\"source,sku\np/a.jpg,A\n", 1)]
    public void A_quote_that_is_never_closed_refuses_the_whole_manifest_and_names_its_line(string content, int line)
    {
        var path = _folder.Write("list.csv", content);

        var refused = Assert.Throws<RefusedException>(() => new ManifestReader(path).RequireReadable());

        Assert.Contains($"The manifest {path} is malformed in the row that begins in line {line}:", refused.Message, StringComparison.Ordinal);
        Assert.Contains("quote", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_is_never_closed_in_a_large_manifest_is_refused_without_reading_it_all_into_memory()
    {
        var path = _folder.Write("list.csv", $"source\n\"{string.Concat(Enumerable.Repeat("p/a.jpg\n", 300_000))}");

        var refused = Assert.Throws<RefusedException>(() => new ManifestReader(path).RequireReadable());

        Assert.Contains("line 2", refused.Message, StringComparison.Ordinal);
    }

    private List<ManifestRow> Read(string name, string content) => [.. new ManifestReader(_folder.Write(name, content)).Read()];
}
