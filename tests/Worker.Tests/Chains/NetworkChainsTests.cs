using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Precision;
using Pipeline.Worker.Tests.Support;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Tests.Chains;

/// <summary>Which chains there are with which models, what tells their versions apart, and that they run.</summary>
[Trait("Category", "Slow")]
public sealed class NetworkChainsTests : IDisposable
{
    private static readonly byte[] U2Net = SmallGraphs.WithSigmoid(320);

    private readonly TemporaryModels _models = new();
    private readonly List<ServiceProvider> _hosts = [];

    public void Dispose()
    {
        _hosts.ForEach(host => host.Dispose());
        _models.Dispose();
    }

    [Fact]
    public void Without_models_there_is_the_chain_that_needs_none()
    {
        Assert.Equal(["standard"], Host().All.Select(chain => chain.Name));
    }

    [Fact]
    public void Every_chain_whose_models_are_installed_is_there_and_the_one_without_download_comes_first()
    {
        _models.Place("deeplabv3-resnet101", SmallGraphs.Segmenter());
        _models.Place("indexnet", SmallGraphs.Matter());

        Assert.Equal(
            ["standard", "deeplabv3-indexnet", "deeplabv3", "deeplabv3-indexnet-reference"],
            Host().All.Select(chain => chain.Name));
    }

    [Fact]
    public void What_is_missing_is_said_with_the_command_that_installs_it()
    {
        _models.Place("deeplabv3-resnet101", SmallGraphs.Segmenter());

        var refused = Assert.Throws<ArgumentException>(() => Host().Resolve("deeplabv3-indexnet"));
        var unknown = Assert.Throws<ArgumentException>(() => Host().Resolve("u3net"));

        Assert.Contains(
            "The chain deeplabv3-indexnet needs what is not installed: indexnet. Install it with: deploy/worker models pull indexnet",
            refused.Message,
            StringComparison.Ordinal);
        Assert.Contains("There is no chain 'u3net'; installed are standard, deeplabv3", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_description_costs_its_chains_and_no_other()
    {
        var model = _models.Place("u2net", U2Net);
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(_models.Store.GraphOf(model))!, "provenance.json"), "no JSON");

        var chains = Host();

        Assert.Equal(["standard"], chains.All.Select(chain => chain.Name));
        Assert.Contains("damaged", Assert.Throws<ArgumentException>(() => chains.Resolve("u2net")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_and_options_tell_versions_of_a_chain_apart_and_providers_do_not()
    {
        _models.Place("u2net", U2Net);
        var digest = Digest("u2net");
        var standard = Digest("standard");

        Assert.Matches("^[0-9a-f]{16}$", digest);
        Assert.Equal(digest, Digest("u2net"));
        Assert.Equal(digest, Digest("u2net", services => services.Configure<InferenceOptions>(o => o.Provider = ExecutionProvider.Cpu)));
        Assert.NotEqual(digest, Digest("u2net", services => services.Configure<TrimapOptions>(o => o.MinHalfWidth = 5)));
        Assert.Equal(digest, Digest("u2net", services => services.Configure<OnnxMattingOptions>(o => o.Context = 5)));
        _models.Place("u2net", SmallGraphs.WithoutSigmoid(320));
        Assert.NotEqual(digest, Digest("u2net"));
        Assert.Equal(standard, Digest("standard"));
    }

    [Fact]
    public void A_precision_that_is_not_installed_is_refused_with_the_command_that_makes_it()
    {
        PlaceAll();

        var chains = Host(services => services.Configure<InferenceOptions>(o => o.Precision = GraphPrecision.Int8));
        var refused = Assert.Throws<ArgumentException>(() => chains.Resolve("deeplabv3-indexnet"));

        Assert.Equal(["standard"], chains.All.Select(chain => chain.Name));
        Assert.Contains(
            "asked for in int8, in which deeplabv3-resnet101 is not installed. Make that with: "
                + "deploy/worker models quantise deeplabv3-resnet101 --to int8 --photos DIR",
            refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_precision_that_is_installed_is_another_version_of_the_chain_and_matting_stays_single_in_int8()
    {
        PlaceAll();
        _models.Place("u2net", U2Net);
        AddInt8("deeplabv3-resnet101", SmallGraphs.Segmenter());
        static void Int8(IServiceCollection services) =>
            services.Configure<InferenceOptions>(o => o.Precision = GraphPrecision.Int8);

        Assert.Equal(
            ["standard", "deeplabv3-indexnet", "deeplabv3", "deeplabv3-indexnet-reference"],
            Host(Int8).All.Select(chain => chain.Name));
        Assert.NotEqual(Digest("deeplabv3-indexnet"), Digest("deeplabv3-indexnet", Int8));
    }

    [Fact]
    public void Auto_takes_the_first_of_the_catalogue_that_has_its_published_weights_and_says_why()
    {
        _models.Place("u2net", U2Net, isPublished: true);
        _models.Place("silueta", U2Net, isPublished: true);

        var choice = Host().Choose("auto");

        Assert.Equal("u2net", choice.Chain.Name);
        Assert.StartsWith("auto took u2net: it finds salient subjects", choice.Because, StringComparison.Ordinal);
        Assert.Contains("Better ones are not installed: birefnet-general", choice.Because, StringComparison.Ordinal);
        Assert.Null(Host().Choose("u2net").Because);
    }

    [Fact]
    public void Auto_does_not_take_somebodys_own_weights()
    {
        _models.Place("birefnet-general", SmallGraphs.WithoutSigmoid(1024));

        Assert.Equal("standard", Host().Choose("auto").Chain.Name);
        Assert.Equal("birefnet-general", Host().Resolve("birefnet-general").Name);
    }

    [Theory]
    [InlineData("u2net", null)]
    [InlineData("deeplabv3", null)]
    [InlineData("deeplabv3-indexnet", "box")]
    [InlineData("deeplabv3-indexnet-reference", "full")]
    public void A_chain_of_networks_cuts_out_what_they_see_and_tells_what_they_were_given(string name, string? area)
    {
        PlaceAll();
        var chains = Host();
        var chain = chains.Find(chains.Resolve(name));

        Assert.Equal(ExecutionProvider.Cpu, chain.Prepare(CancellationToken.None));
        var recipe = new CutoutRecipe { Renditions = [new RenditionRecipe { Channels = RenditionChannels.Alpha }] };
        var result = chain.Run(JobFiles.Of(RedDisc()), recipe, new StageClock(TimeProvider.System), CancellationToken.None);

        using var alpha = Cv2.ImDecode(result.Files[0].Bytes, ImreadModes.Grayscale);
        Assert.Equal(new Size(300, 200), alpha.Size());
        Assert.Equal((255, 0), (alpha.At<byte>(100, 150), alpha.At<byte>(5, 5)));
        Assert.InRange(result.Quality.BandShare, 0.01, 0.6);
        Assert.Equal(area, result.Matting?.Area);
    }

    [Fact]
    public void A_chain_without_networks_of_others_is_tried_on_the_processor_whatever_the_provider()
    {
        var chains = Host(services => services.Configure<InferenceOptions>(o => o.Provider = ExecutionProvider.Cuda));

        Assert.Null(chains.Prepare(chains.Resolve("standard"), CancellationToken.None));
    }

    [Fact]
    public void A_provider_that_does_not_run_is_known_before_the_first_photo()
    {
        PlaceAll();
        var chains = Host(services => services.Configure<InferenceOptions>(o => o.Provider = ExecutionProvider.Cuda));

        Assert.Throws<ProviderUnavailableException>(() => chains.Prepare(chains.Resolve("u2net"), CancellationToken.None));
    }

    [Fact]
    public void A_changed_file_is_known_before_the_first_photo()
    {
        PlaceAll();
        var chains = Host();
        File.WriteAllBytes(_models.Store.GraphOf(_models.Store.Find("u2net")!), [0]);

        Assert.Throws<ModelDamagedException>(() => chains.Prepare(chains.Resolve("u2net"), CancellationToken.None));
    }

    private void PlaceAll()
    {
        _models.Place("u2net", U2Net);
        _models.Place("deeplabv3-resnet101", SmallGraphs.Segmenter());
        _models.Place("indexnet", SmallGraphs.Matter(ofRed: 1, ofTrimap: 0));
    }

    /// <summary>A graph that is known by other bytes.</summary>
    private void AddInt8(string name, byte[] graph)
    {
        byte[] other = [.. graph, .. "\u0032\u0000"u8];
        _models.Store.AddVariant(_models.Store.Find(name)!, GraphPrecision.Int8, file =>
        {
            File.WriteAllBytes(file, other);
            return Variants.Of(file);
        });
    }

    private static byte[] RedDisc()
    {
        using var pixels = new Mat(200, 300, MatType.CV_8UC3, Scalar.All(0));
        Cv2.Circle(pixels, 150, 100, 70, new Scalar(0, 0, 255), -1);
        return Pictures.Encode(pixels);
    }

    private string Digest(string chain, Action<IServiceCollection>? more = null) => Host(more).Resolve(chain).Digest;

    /// <summary>A worker that begins now.</summary>
    private InstalledChains Host(Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddWorker();
        services.Configure<ModelStoreOptions>(options => options.Folder = _models.Store.Folder);
        more?.Invoke(services);
        var host = services.BuildServiceProvider();
        _hosts.Add(host);
        return host.GetRequiredService<InstalledChains>();
    }
}
