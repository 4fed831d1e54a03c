using System.Text;
using Google.Protobuf;
using Pipeline.Corpus;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Checkpoints;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Tests.Models.Graphs;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Models.Catalogue;

public sealed class CheckpointGraphTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("deeplabv3-resnet101", "deeplabv3")]
    [InlineData("indexnet", "indexnet")]
    public void The_same_checkpoint_gives_the_same_file(string model, string fixture)
    {
        var entry = TemporaryModels.Entry(model);
        var path = Path.Combine(_folder, "graph.onnx");

        CheckpointGraph.Write(entry, Weights(fixture), path);

        using var checkpoint = NetworkFixture.Open(fixture);
        Assert.Equal(CheckpointGraph.Make(entry.Graph, checkpoint).ToByteArray(), File.ReadAllBytes(path));
        GraphCheck.Require(entry, path);
    }

    [Theory]
    [InlineData("deeplabv3-resnet101", "indexnet", "has no tensor backbone.conv1.weight")]
    [InlineData("indexnet", "deeplabv3", "has no tensor layer0.0.weight")]
    public void Another_networks_checkpoint_is_refused(string model, string fixture, string reason)
    {
        var refusal = Assert.Throws<ModelRejectedException>(() => CheckpointGraph.Write(
            TemporaryModels.Entry(model), Weights(fixture), Path.Combine(_folder, "graph.onnx")));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_missing_and_a_tensor_too_many_are_named()
    {
        Assert.Contains(
            "has no tensor pred.1.weight",
            Refusal("module.pred.1.weight", "module.pred.9.weight"),
            StringComparison.Ordinal);
        Assert.Contains(
            "also has layer1.0.conv.4.running_vaz",
            Refusal("module.layer1.0.conv.4.num_batches_tracked", "module.layer1.0.conv.4.running_vaz\0\0\0\0\0\0\0\0"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_of_another_shape_is_named_with_both_shapes()
    {
        using var checkpoint = Checkpoint.Open(new MemoryStream(CheckpointFiles.Read("types-zip")));
        var tensors = new NetworkTensors(checkpoint);

        Assert.Throws<CheckpointException>(() => tensors.Plain("plain", 3));
        using var narrow = NetworkFixture.Open("indexnet");
        var refusal = Assert.Throws<CheckpointException>(() => new NetworkTensors(narrow).Plain("layer0.0", 5));
        Assert.Contains("layer0.0.weight is 4 x 4 x 3 x 3", refusal.Message, StringComparison.Ordinal);
    }

    private string Weights(string fixture)
    {
        var path = Path.Combine(_folder, "weights.pth");
        File.WriteAllBytes(path, NetworkFixture.Read(fixture));
        return path;
    }

    /// <summary>IndexNet's checkpoint with another name in it, of the same length.</summary>
    private static string Refusal(string name, string other)
    {
        var bytes = NetworkFixture.Read("indexnet");
        var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name));
        Encoding.ASCII.GetBytes(other).CopyTo(bytes, at);
        using var checkpoint = Checkpoint.Open(new MemoryStream(bytes));
        return Assert.Throws<CheckpointException>(() => CheckpointGraph.Make(GraphOrigin.Indexnet, checkpoint)).Message;
    }
}
