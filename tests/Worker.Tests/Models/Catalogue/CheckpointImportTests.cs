using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Tests.Models.Graphs;
using Pipeline.Worker.Tests.Support;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Tests.Models.Catalogue;

/// <summary>PyTorch checkpoints in, running stages out. The weights are random and the networks narrow.</summary>
public sealed class CheckpointImportTests : IDisposable
{
    private readonly TemporaryModels _models = new();
    private readonly Photo _photo = new(Pictures.Disc(150, 101));

    public void Dispose()
    {
        _photo.Dispose();
        _models.Dispose();
    }

    [Fact]
    public void A_checkpoint_of_deeplab_becomes_a_segmenter()
    {
        var model = Import("deeplabv3-resnet101", "deeplabv3");

        Assert.False(model.IsPublished);
        using var mask = new OnnxSegmenter(_models.Open(model), TemporaryModels.Entry("deeplabv3-resnet101"))
            .Segment(_photo, CancellationToken.None);
        using var labels = new ReferenceSegmenter(_models.Open(model)).Segment(_photo, CancellationToken.None);
        Assert.Equal(new Size(772, 520), mask.Probability.Size());
        Assert.Equal(new Size(320, 320), labels.Probability.Size());
    }

    [Fact]
    public void A_checkpoint_of_indexnet_becomes_a_matter_once_its_licence_is_accepted()
    {
        var model = Import("indexnet", "indexnet", "indexnet");

        Assert.NotNull(model.LicenceAcceptedAt);
        using var trimap = new Trimap(new Mat(_photo.Size, MatType.CV_8UC1, new Scalar(Trimap.Unknown)));
        using var matte = new OnnxAlphaMatter(_models.Open(model), Microsoft.Extensions.Options.Options.Create(new OnnxMattingOptions()))
            .Matte(_photo, trimap, CancellationToken.None);
        using var reference = new ReferenceMatter(_models.Open(model, takesFloats: true))
            .Matte(_photo, trimap, CancellationToken.None);
        Assert.Equal(_photo.Size, matte.Plane.Size());
        Assert.Equal(_photo.Size, reference.Plane.Size());
    }

    [Fact]
    public void On_a_picture_that_needs_no_resizing_both_ways_of_matting_are_one_but_for_rounding()
    {
        var model = Import("indexnet", "indexnet", "indexnet");
        using var photo = new Photo(Pictures.Disc(96, 64));
        using var trimap = new Trimap(new Mat(photo.Size, MatType.CV_8UC1, new Scalar(Trimap.Unknown)));

        using var own = new OnnxAlphaMatter(_models.Open(model), Microsoft.Extensions.Options.Options.Create(new OnnxMattingOptions()))
            .Matte(photo, trimap, CancellationToken.None);
        using var reference = new ReferenceMatter(_models.Open(model, takesFloats: true))
            .Matte(photo, trimap, CancellationToken.None);

        Assert.InRange(Pictures.GreatestDifference(own.Plane, reference.Plane), 0, 1);
    }

    [Theory]
    [InlineData("deeplabv3-resnet101", "indexnet")]
    [InlineData("indexnet", "deeplabv3")]
    public void Another_networks_checkpoint_is_rejected_and_leaves_nothing(string name, string fixture)
    {
        var rejected = Assert.Throws<ModelRejectedException>(() => Import(name, fixture, "indexnet"));

        Assert.Contains($"cannot become {name}", rejected.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_models.Store.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_file_that_is_no_checkpoint_is_rejected()
    {
        var file = _models.Write("deeplab.pth", "nothing of the kind"u8.ToArray());

        Assert.Throws<ModelRejectedException>(() => _models.Installer.Install(
            TemporaryModels.Entry("deeplabv3-resnet101"), file, file, [], CancellationToken.None, ownWeights: true));
    }

    private InstalledModel Import(string name, string fixture, params string[] accepted)
    {
        var file = _models.Write($"{fixture}.pth", NetworkFixture.Read(fixture));
        return _models.Installer.Install(
            TemporaryModels.Entry(name), file, file, accepted, CancellationToken.None, ownWeights: true);
    }
}
