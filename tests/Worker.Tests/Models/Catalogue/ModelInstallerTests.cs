using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Models.Catalogue;

/// <summary>From a file to an installed model, and what is refused on the way.</summary>
public sealed class ModelInstallerTests : IDisposable
{
    private readonly TemporaryModels _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public void A_graph_of_the_right_shape_is_installed_and_found_again()
    {
        var file = _models.Write("mine.onnx", SmallGraphs.WithSigmoid(320));

        var model = Install("u2net", file);

        Assert.Equal(model, _models.Store.Find("u2net"));
        Assert.Equal(FileChecksum.Of(file, ChecksumKind.Sha256), model.Sha256);
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(_models.Store.GraphOf(model)));
        Assert.Equal("mine.onnx", model.Source);
        Assert.Null(model.LicenceAcceptedAt);
        _models.Store.Verify(model);
    }

    [Fact]
    public void Weights_that_are_not_the_published_ones_are_known_as_ones_own()
    {
        var graph = SmallGraphs.WithSigmoid(320);
        var file = _models.Write("u2net.onnx", graph);
        var published = TemporaryModels.CatalogueWith("u2net", graph).Model("u2net");

        Assert.False(Install("u2net", file).IsPublished);
        Assert.True(_models.Installer.Install(published, file, "a test", [], CancellationToken.None).IsPublished);
    }

    [Fact]
    public void Another_file_than_the_published_one_is_refused_unless_it_is_said_to_be_ones_own()
    {
        var file = _models.Write("u2net.onnx", SmallGraphs.WithSigmoid(320));

        var rejected = Assert.Throws<ModelRejectedException>(() => _models.Installer.Install(
            TemporaryModels.Entry("u2net"), file, "a test", [], CancellationToken.None));

        Assert.Contains("--own-weights", rejected.Message, StringComparison.Ordinal);
        Assert.Equal("not known: own weights", Install("u2net", file).Licence);
    }

    [Fact]
    public void A_folder_of_one_model_under_anothers_name_is_damage()
    {
        var model = Install("u2net", _models.Write("good.onnx", SmallGraphs.WithSigmoid(320)));
        var folder = Path.GetDirectoryName(_models.Store.GraphOf(model))!;
        Directory.Move(folder, Path.Combine(Path.GetDirectoryName(folder)!, "silueta"));

        Assert.Throws<ModelDamagedException>(() => _models.Store.Find("silueta"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("u2net")]
    public void A_licence_that_forbids_commercial_use_must_be_accepted_by_the_models_name(string accepted)
    {
        var file = _models.Write("indexnet.pth", [1, 2, 3]);

        var refused = Assert.Throws<LicenceRefusedException>(() => Install("indexnet", file, accepted));

        Assert.Contains("--accept-licence indexnet", refused.Message, StringComparison.Ordinal);
        Assert.Contains("non-commercial purposes", refused.Message, StringComparison.Ordinal);
        Assert.Null(_models.Store.Find("indexnet"));
    }

    [Fact]
    public void A_file_that_is_no_graph_is_rejected_and_leaves_nothing()
    {
        var file = _models.Write("u2net.onnx", "no graph at all"u8.ToArray());

        var rejected = Assert.Throws<ModelRejectedException>(() => Install("u2net", file));

        Assert.Contains("no ONNX graph", rejected.Message, StringComparison.Ordinal);
        AssertNothingIsLeft();
    }

    [Theory]
    [InlineData("u2net", 1024)]
    [InlineData("isnet-general-use", 320)]
    public void A_graph_for_another_size_is_rejected_with_what_was_expected(string name, int side)
    {
        var file = _models.Write("other.onnx", SmallGraphs.WithSigmoid(side));

        var rejected = Assert.Throws<ModelRejectedException>(() => Install(name, file));

        Assert.Contains("one input of floats, 3 ×", rejected.Message, StringComparison.Ordinal);
        AssertNothingIsLeft();
    }

    [Fact]
    public void A_graph_made_here_is_no_published_one()
    {
        var file = _models.Write("other.onnx", SmallGraphs.Segmenter());

        Assert.Throws<ModelRejectedException>(() => Install("u2net", file));
        AssertNothingIsLeft();
    }

    [Fact]
    public void What_was_installed_stays_when_its_successor_is_rejected()
    {
        var before = Install("u2net", _models.Write("good.onnx", SmallGraphs.WithSigmoid(320)));

        Assert.Throws<ModelRejectedException>(() => Install("u2net", _models.Write("bad.onnx", [0])));

        Assert.Equal(before, _models.Store.Find("u2net"));
        _models.Store.Verify(before);
    }

    private InstalledModel Install(string name, string file, params string[] accepted) => _models.Installer.Install(
        TemporaryModels.Entry(name), file, Path.GetFileName(file), accepted, CancellationToken.None, ownWeights: true);

    private void AssertNothingIsLeft() => Assert.Empty(
        Directory.EnumerateFiles(_models.Store.Folder, "*", SearchOption.AllDirectories));
}
