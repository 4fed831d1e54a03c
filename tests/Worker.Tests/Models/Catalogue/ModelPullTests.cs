using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Models.Catalogue;

/// <summary>Fetching over a real connection, whole and in pieces.</summary>
public sealed class ModelPullTests : IDisposable, IProgress<PullProgress>
{
    private static readonly byte[] Graph = SmallGraphs.WithSigmoid(320);

    private readonly TemporaryModels _models = new();
    private readonly HttpClient _http = new();
    private readonly List<PullProgress> _progress = [];
    private readonly ModelEntry _entry = TemporaryModels.CatalogueWith("u2netp", Graph).Model("u2netp");

    private string Part => _models.Store.DownloadOf(_entry.Source);

    public void Dispose()
    {
        _http.Dispose();
        _models.Dispose();
    }

    void IProgress<PullProgress>.Report(PullProgress value) => _progress.Add(value);

    [Fact]
    public async Task What_is_published_is_fetched_and_installed_and_the_progress_is_told()
    {
        using var server = new FileServer(Graph);

        var model = await PullAsync(server.Folder);

        Assert.True(model.IsPublished);
        Assert.Equal(Graph, File.ReadAllBytes(_models.Store.GraphOf(model)));
        Assert.Equal(new PullProgress(Graph.Length, Graph.Length), _progress[^1]);
        Assert.Equal($"{server.Folder}/u2netp.onnx", model.Source);
        Assert.False(File.Exists(Part));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_breaks_off_or_stalls_is_gone_on_with(bool stalls)
    {
        using var server = new FileServer(Graph) { BreaksOffAfter = (Graph.Length / 3) + 1, Stalls = stalls };

        var model = await PullAsync(server.Folder);

        Assert.Equal(Graph, File.ReadAllBytes(_models.Store.GraphOf(model)));
        Assert.Equal([0, server.BreaksOffAfter, 2 * server.BreaksOffAfter], server.Asked);
    }

    [Fact]
    public async Task A_later_run_goes_on_where_an_earlier_one_gave_up()
    {
        using var weak = new FileServer(Graph) { BreaksOffAfter = 20 };
        await Assert.ThrowsAsync<PullException>(() => PullAsync(weak.Folder, new PullOptions { Attempts = 2, FirstWait = TimeSpan.Zero }));
        using var server = new FileServer(Graph);

        await PullAsync(server.Folder);

        Assert.Equal([40], server.Asked);
    }

    [Fact]
    public async Task A_server_without_ranges_sends_all_of_it_again()
    {
        File.WriteAllBytes(Part, Graph[..30]);
        using var server = new FileServer(Graph) { KnowsRanges = false };

        var model = await PullAsync(server.Folder);

        Assert.Equal(Graph, File.ReadAllBytes(_models.Store.GraphOf(model)));
        Assert.Equal([30], server.Asked);
    }

    [Fact]
    public async Task A_file_that_was_whole_already_is_only_checked()
    {
        File.WriteAllBytes(Part, Graph);
        using var server = new FileServer(Graph);

        Assert.True((await PullAsync(server.Folder)).IsPublished);
    }

    [Fact]
    public async Task Another_file_is_thrown_away_before_anything_is_made_of_it()
    {
        using var server = new FileServer(SmallGraphs.WithoutSigmoid(320));

        var refused = await Assert.ThrowsAsync<PullException>(() => PullAsync(server.Folder));

        Assert.Contains("not the published one", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_entry.Source.Checksum.Value, refused.Message, StringComparison.Ordinal);
        Assert.Null(_models.Store.Find("u2netp"));
        Assert.False(File.Exists(Part));
    }

    [Fact]
    public async Task A_file_larger_than_stated_is_not_read_to_its_end()
    {
        using var server = new FileServer(new byte[1 << 20]);
        var entry = _entry with { Source = _entry.Source with { Bytes = 1000 } };

        var refused = await Assert.ThrowsAsync<PullException>(() => PullAsync(server.Folder, entry: entry));

        Assert.Contains("larger than 1000 bytes", refused.Message, StringComparison.Ordinal);
        Assert.True(new FileInfo(Part).Length <= 1000);
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_and_a_missing_file_is_not()
    {
        using var busy = new FileServer(Graph);
        busy.Trouble.Enqueue("503 Service Unavailable");
        using var empty = new FileServer(Graph);
        empty.Trouble.Enqueue("404 Not Found");

        var refused = await Assert.ThrowsAsync<PullException>(() => PullAsync(empty.Folder));
        await PullAsync(busy.Folder);

        Assert.Contains("answers 404", refused.Message, StringComparison.Ordinal);
        Assert.Equal((1, 2), (empty.Asked.Count, busy.Asked.Count));
    }

    [Fact]
    public async Task Without_a_network_it_is_said_what_to_do()
    {
        string nowhere;
        using (var server = new FileServer(Graph))
        {
            nowhere = server.Folder;
        }

        var refused = await Assert.ThrowsAsync<PullException>(() => PullAsync(nowhere));

        Assert.Contains("Nothing came from 127.0.0.1", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"fetch {_entry.Source.Address} elsewhere (sha256 {_entry.Source.Checksum.Value})", refused.Message, StringComparison.Ordinal);
        Assert.Contains("models pull u2netp --from FOLDER", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_takes_the_place_of_the_network()
    {
        var file = _models.Write("u2netp.onnx", Graph);

        var model = await PullAsync(Path.GetDirectoryName(file)!);

        Assert.True(model.IsPublished);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task A_folder_must_have_the_published_file_by_its_name()
    {
        var folder = Path.GetDirectoryName(_models.Write("u2net.onnx", Graph))!;
        var missing = await Assert.ThrowsAsync<PullException>(() => PullAsync(folder));
        var file = _models.Write("u2netp.onnx", SmallGraphs.WithoutSigmoid(320));
        var other = await Assert.ThrowsAsync<PullException>(() => PullAsync(folder));

        Assert.Contains("There is no", missing.Message, StringComparison.Ordinal);
        Assert.Contains("not the published one", other.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData("no-such-folder")]
    [InlineData("ftp://example.org/models")]
    public async Task What_is_neither_folder_nor_mirror_is_refused(string from)
    {
        var refused = await Assert.ThrowsAsync<PullException>(() => PullAsync(from));

        Assert.Contains("neither a folder nor an address", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_licence_is_refused_before_anything_is_fetched()
    {
        using var server = new FileServer(Graph);

        await Assert.ThrowsAsync<LicenceRefusedException>(() => PullAsync(server.Folder, entry: TemporaryModels.Entry("indexnet")));

        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Who_stops_it_keeps_what_has_come()
    {
        using var server = new FileServer(Graph) { BreaksOffAfter = 50, Stalls = true };
        using var stop = new CancellationTokenSource();
        var pulling = PullAsync(server.Folder, new PullOptions(), cancellation: stop.Token);
        while (_progress.Count == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pulling);
        Assert.Equal(Graph[..50], File.ReadAllBytes(Part));
    }

    private Task<InstalledModel> PullAsync(
        string from, PullOptions? options = null, ModelEntry? entry = null, CancellationToken cancellation = default)
    {
        options ??= new PullOptions { FirstWait = TimeSpan.Zero, Patience = TimeSpan.FromSeconds(1) };
        var pull = new ModelPull(_models.Store, _models.Installer, new ModelPuller(_http, options, TimeProvider.System));
        return pull.RunAsync(entry ?? _entry, from, [], this, cancellation);
    }
}
