using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Models.Precision;
using Pipeline.Worker.Tests.Support;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Tests.Models.Precision;

/// <summary>From an installed model and photos to a variant of it, and what is refused.</summary>
public sealed class VariantMakerTests : IDisposable
{
    private readonly TemporaryModels _models = new();
    private readonly DirectoryInfo _photos = Directory.CreateTempSubdirectory("pipeline-test-");

    public void Dispose()
    {
        _models.Dispose();
        _photos.Delete(recursive: true);
    }

    [Theory]
    [InlineData(GraphPrecision.Int8, 7)]
    [InlineData(GraphPrecision.Float16, 0)]
    public void A_variant_is_kept_with_what_it_costs_and_gains(GraphPrecision precision, int calibratedOn)
    {
        var installed = _models.Place("u2net", TwoLayers());
        WritePhotos(9);

        var model = Make("u2net", precision);
        var variant = model.Variant(precision)!;

        Assert.Equal(model, _models.Store.Find("u2net"));
        Assert.Equal(installed, model.With(precision, null));
        Assert.Equal((calibratedOn, 2), (variant.CalibrationPhotos, variant.Trial.Photos));
        Assert.Equal(precision == GraphPrecision.Int8, variant.Rule is not null);
        Assert.InRange(variant.Trial.Agreement, 0.98, 1);
        Assert.InRange(variant.Trial.MeanDifference, 1e-9, 0.02);
        Assert.InRange(variant.Trial.MaxDifference, variant.Trial.MeanDifference, 0.1);
        Assert.True(variant.Trial is { Milliseconds: > 0, Float32Milliseconds: > 0 });
        _models.Store.Verify(model.In(precision)!);
    }

    [Fact]
    public void A_variant_answers_in_place_of_the_model_it_is_of()
    {
        _models.Place("u2net", TwoLayers());
        WritePhotos(8);
        var made = Make("u2net", GraphPrecision.Int8).In(GraphPrecision.Int8)!;

        var network = _models.Open(made);

        Assert.Equal(made.Int8!.Sha256, network.Sha256);
        Assert.Equal("input.1", network.OnlyInput());
    }

    [Fact]
    public void A_changed_variant_is_damage_of_it_alone_and_the_sentence_makes_it_again()
    {
        _models.Place("u2net", TwoLayers());
        WritePhotos(8);
        var model = Make("u2net", GraphPrecision.Float16);
        File.WriteAllBytes(_models.Store.GraphOf(model.In(GraphPrecision.Float16)!), [0]);

        var damaged = Assert.Throws<ModelDamagedException>(() => _models.Store.Verify(model.In(GraphPrecision.Float16)!));

        Assert.Contains("models quantise u2net --to float16 --photos DIR", damaged.Message, StringComparison.Ordinal);
        _models.Store.Verify(model);
    }

    [Fact]
    public void A_removed_variant_leaves_the_model_and_its_other_variant()
    {
        _models.Place("u2net", TwoLayers());
        WritePhotos(8);
        Make("u2net", GraphPrecision.Float16);
        var both = Make("u2net", GraphPrecision.Int8);

        Assert.True(_models.Store.RemoveVariant(both, GraphPrecision.Int8));

        var left = _models.Store.Find("u2net")!;
        Assert.False(_models.Store.RemoveVariant(left, GraphPrecision.Int8));
        Assert.Equal((null, both.Float16), (left.Int8, left.Float16));
        Assert.False(File.Exists(_models.Store.GraphOf(both.In(GraphPrecision.Int8)!)));
        _models.Store.Verify(left.In(GraphPrecision.Float16)!);
    }

    [Fact]
    public void A_model_installed_anew_has_no_variants_of_the_one_before()
    {
        _models.Place("u2net", TwoLayers());
        WritePhotos(8);
        var before = Make("u2net", GraphPrecision.Int8);

        _models.Place("u2net", SmallGraphs.WithSigmoid(320));

        Assert.Null(_models.Store.Find("u2net")!.Int8);
        Assert.False(File.Exists(_models.Store.GraphOf(before.In(GraphPrecision.Int8)!)));
    }

    [Fact]
    public void A_model_that_is_replaced_meanwhile_gets_no_variant_of_the_old_one()
    {
        var old = _models.Place("u2net", TwoLayers());
        _models.Place("u2net", SmallGraphs.WithSigmoid(320));

        Assert.Throws<ModelDamagedException>(() => _models.Store.AddVariant(old, GraphPrecision.Int8, file =>
        {
            File.WriteAllBytes(file, [1]);
            return Variants.Of(file);
        }));
        Assert.Null(_models.Store.Find("u2net")!.Int8);
    }

    [Fact]
    public void A_network_made_here_with_classes_is_compared_by_them()
    {
        _models.Place("deeplabv3-resnet101", SmallGraphs.Segmenter());
        WritePhotos(8);

        var trial = Make("deeplabv3-resnet101", GraphPrecision.Float16).Float16!.Trial;

        Assert.InRange(trial.Agreement, 0.97, 1);
    }

    [Fact]
    public void A_matting_network_is_made_half_and_not_8_bits()
    {
        _models.Place("indexnet", SmallGraphs.Matter());
        WritePhotos(8);

        var refused = Assert.Throws<ArgumentException>(() => Make("indexnet", GraphPrecision.Int8));

        Assert.Contains("alpha loses too much in int8", refused.Message, StringComparison.Ordinal);
        Assert.InRange(Make("indexnet", GraphPrecision.Float16).Float16!.Trial.MaxDifference, 1e-9, 0.01);
    }

    [Fact]
    public void What_cannot_be_made_is_refused_in_a_sentence()
    {
        WritePhotos(7);

        Refused("u2net", GraphPrecision.Int8, _photos.FullName, "deploy/worker models pull u2net");
        _models.Place("u2net", TwoLayers());
        Refused("u2net", GraphPrecision.Float32, _photos.FullName, "installed in float32");
        Refused("u2net", GraphPrecision.Int8, _photos.FullName, "has 7 photos that can be read; at least 8");
        Refused("u2net", GraphPrecision.Int8, Path.Combine(_photos.FullName, "none"), "There is no folder");
        Assert.Null(_models.Store.Find("u2net")!.Int8);
    }

    [Fact]
    public void A_network_without_convolutions_between_is_rejected_and_leaves_the_model_as_it_was()
    {
        var installed = _models.Place("u2net", SmallGraphs.WithSigmoid(320));
        WritePhotos(8);

        Assert.Throws<ModelRejectedException>(() => Make("u2net", GraphPrecision.Int8));

        Assert.Equal(installed, _models.Store.Find("u2net"));
    }

    private void Refused(string name, GraphPrecision precision, string photos, string sentence)
    {
        var refused = Assert.Throws<ArgumentException>(() => Make(name, precision, photos));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    private InstalledModel Make(string name, GraphPrecision precision, string? photos = null) => new VariantMaker(
        _models.Store,
        new ImageDecoder(Options.Create(new ImageLimits())),
        new SessionFactory(
            Options.Create(new InferenceOptions { Provider = ExecutionProvider.Cpu, Threads = 1 }),
            TimeProvider.System,
            NullLogger<SessionFactory>.Instance),
        TimeProvider.System).Make(TemporaryModels.Entry(name), precision, photos ?? _photos.FullName, CancellationToken.None);

    /// <summary>Discs of several colours on several grounds; and a file that is no photo.</summary>
    private void WritePhotos(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var pixels = new Mat(60, 90, MatType.CV_8UC3, new Scalar(20 * i, 90, 10));
            Cv2.Circle(pixels, 30 + (3 * i), 30, 20, new Scalar(0, 10 * i, 255 - (9 * i)), -1);
            File.WriteAllBytes(Path.Combine(_photos.FullName, $"{i}.png"), Pictures.Encode(pixels));
        }

        File.WriteAllText(Path.Combine(_photos.FullName, "notes.txt"), "no photo");
    }

    /// <summary>As U²-Net is published, of two convolutions.</summary>
    private static byte[] TwoLayers()
    {
        var graph = new GraphBuilder("layers");
        var input = graph.Input("input.1", ElementType.Float, 1, 3, 320, 320);
        var inner = graph.Add("Relu", [graph.Add("Conv", [input, graph.Weights([0.9f, -0.2f, 0.1f, -0.7f, 0.6f, 0.33f], 2, 3, 1, 1)])]);
        var odds = graph.Add("Conv", [inner, graph.Weights([1.7f, -1.1f], 1, 2, 1, 1)]);
        graph.Output(graph.Add("Sigmoid", [odds]), "1959", ElementType.Float, 1, 1, 320, 320);
        return graph.Build().ToByteArray();
    }
}
