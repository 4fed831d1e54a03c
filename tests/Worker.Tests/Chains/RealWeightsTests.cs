using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Precision;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Tests.Segmentation;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Chains;

/// <summary>
/// IS-Net's published weights through the whole chain, beside what the network answers by itself. The weights are not in the
/// repository: <c>PIPELINE_ISNET</c> names the ONNX file, and without it these tests are skipped.
/// </summary>
public sealed class RealWeightsTests : IDisposable
{
    private const string Variable = "PIPELINE_ISNET";
    private const string Model = "isnet-general-use";

    /// <summary>Pixels from the true outline to the interior.</summary>
    private const double Rim = 7;

    /// <summary>Of the mean error; matting a wide band by colours alone cost more than twice that on such pictures.</summary>
    private const double Slack = 0.0005;

    private static readonly string? File = Environment.GetEnvironmentVariable(Variable);

    private readonly TemporaryModels _models = new();
    private ServiceProvider? _host;

    public void Dispose()
    {
        _host?.Dispose();
        _models.Dispose();
    }

    /// <summary>Wide, square and high pictures: whatever their shape, the network sees what it was trained on.</summary>
    [Theory]
    [InlineData(1200, 600)]
    [InlineData(900, 900)]
    [InlineData(600, 1200)]
    public void The_chain_is_no_worse_than_the_bare_network_and_what_is_sure_is_opaque(int width, int height)
    {
        var host = Host();
        using var drawn = Package(width, height);
        using var photo = drawn.Shoot();

        using var alpha = Cutout(host, photo);

        using var bare = Bare(host, photo);
        Assert.InRange(Error(alpha, drawn.Truth), 0, Error(bare, drawn.Truth) + Slack);
        Assert.InRange(Union(alpha, drawn.Truth), 0.98, 1);
        Assert.InRange(NotOpaque(alpha, drawn.Truth), 0, 0.001);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(128)]
    [InlineData(20)]
    public void A_picture_with_nothing_in_it_has_no_subject(int level)
    {
        var host = Host();
        using var photo = new Photo(new Mat(400, 600, MatType.CV_8UC3, Scalar.All(level)));

        var refused = Assert.Throws<JobRejectedException>(() => Cutout(host, photo));

        Assert.Equal(FailureReason.NoSubject, refused.Reason);
    }

    /// <summary>A box with its shadow on a grey backdrop.</summary>
    private static StudioPicture Package(int width, int height)
    {
        var box = new Rect(width / 3, height / 4, width / 3, height / 2);
        return StudioPicture.Backdrop(new Scalar(205, 205, 205), new Scalar(180, 180, 180), width, height)
            .WithShadow(new Point(width / 2, box.Bottom), new Size(width / 5, height / 30), 0.3)
            .With(shape => Cv2.Rectangle(shape, box, Scalar.White, -1), new Scalar(120, 60, 30), new Scalar(90, 40, 20));
    }

    private ServiceProvider Host()
    {
        Assert.SkipWhen(File is null, $"The environment variable {Variable} does not name IS-Net's weights (an ONNX file).");
        _models.Place(Model, System.IO.File.ReadAllBytes(File));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddWorker();
        services.Configure<ModelStoreOptions>(options => options.Folder = _models.Store.Folder);
        services.Configure<InferenceOptions>(options => options.Provider = ExecutionProvider.Cpu);
        return _host = services.BuildServiceProvider();
    }

    private static Mat Cutout(ServiceProvider host, Photo photo)
    {
        var chains = host.GetRequiredService<InstalledChains>();
        var chain = chains.Find(chains.Resolve($"{Model}"));
        var recipe = new CutoutRecipe { Renditions = [new RenditionRecipe { Channels = RenditionChannels.Alpha }] };
        var files = JobFiles.Of(Pictures.Encode(photo.Pixels));
        var result = chain.Run(files, recipe, new StageClock(TimeProvider.System), CancellationToken.None);
        return Cv2.ImDecode(result.Files[0].Bytes, ImreadModes.Grayscale);
    }

    /// <summary>What the network answers, stretched to the photo.</summary>
    private static Mat Bare(ServiceProvider host, Photo photo)
    {
        var network = host.GetRequiredService<OnnxModels>().Find(Model, GraphPrecision.Float32)!;
        using var mask = new OnnxSegmenter(network, TemporaryModels.Entry(Model)).Segment(photo, CancellationToken.None);
        using var stretched = new Mat();
        Cv2.Resize(mask.Probability, stretched, photo.Size);
        var alpha = new Mat();
        stretched.ConvertTo(alpha, MatType.CV_8UC1, 255);
        return alpha;
    }

    private static double Error(Mat alpha, Mat truth) => Cv2.Norm(alpha, truth, NormTypes.L1) / (255.0 * truth.Total());

    private static double Union(Mat alpha, Mat truth)
    {
        using var found = new Mat();
        Cv2.Threshold(alpha, found, 127, 255, ThresholdTypes.Binary);
        using var both = new Mat();
        Cv2.BitwiseAnd(found, truth, both);
        using var either = new Mat();
        Cv2.BitwiseOr(found, truth, either);
        return both.CountNonZero() / (double)either.CountNonZero();
    }

    /// <summary>Share of the interior below 250 of 255.</summary>
    private static double NotOpaque(Mat alpha, Mat truth)
    {
        using var depth = new Mat();
        Cv2.DistanceTransform(truth, depth, DistanceTypes.L2, DistanceTransformMasks.Mask5);
        using var interior = new Mat();
        Cv2.Compare(depth, new Scalar(Rim), interior, CmpTypes.GT);
        using var low = new Mat();
        Cv2.Compare(alpha, new Scalar(250), low, CmpTypes.LT);
        Cv2.BitwiseAnd(low, interior, low);
        return low.CountNonZero() / (double)interior.CountNonZero();
    }
}
