using System.Text;
using Google.Protobuf;
using Pipeline.Corpus;
using Pipeline.Worker.Models.Checkpoints;
using Pipeline.Worker.Models.Graphs;

namespace Pipeline.Worker.Tests.Models.Graphs;

public sealed class GraphMakerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(nameof(NetworkKind.DeepLabV3), "deeplabv3")]
    [InlineData(nameof(NetworkKind.IndexNet), "indexnet")]
    public void The_same_checkpoint_gives_the_same_file(string kind, string name)
    {
        var path = Path.Combine(_folder, "graph.onnx");
        using var checkpoint = NetworkFixture.Open(name);

        GraphMaker.Write(Enum.Parse<NetworkKind>(kind), checkpoint, path);

        Assert.Equal(GraphMaker.Make(Enum.Parse<NetworkKind>(kind), checkpoint).ToByteArray(), File.ReadAllBytes(path));
        Assert.Throws<IOException>(() => GraphMaker.Write(Enum.Parse<NetworkKind>(kind), checkpoint, path));
    }

    [Theory]
    [InlineData(nameof(NetworkKind.DeepLabV3), "indexnet", "has no tensor backbone.conv1.weight")]
    [InlineData(nameof(NetworkKind.IndexNet), "deeplabv3", "has no tensor layer0.0.weight")]
    public void Another_networks_checkpoint_is_refused_and_leaves_no_file(string kind, string name, string reason)
    {
        var path = Path.Combine(_folder, "graph.onnx");
        using var checkpoint = NetworkFixture.Open(name);

        var refusal = Assert.Throws<CheckpointException>(
            () => GraphMaker.Write(Enum.Parse<NetworkKind>(kind), checkpoint, path));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
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

    /// <summary>IndexNet's checkpoint with another name in it, of the same length.</summary>
    private static string Refusal(string name, string other)
    {
        var bytes = NetworkFixture.Read("indexnet");
        var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name));
        Encoding.ASCII.GetBytes(other).CopyTo(bytes, at);
        using var checkpoint = Checkpoint.Open(new MemoryStream(bytes));
        return Assert.Throws<CheckpointException>(() => GraphMaker.Make(NetworkKind.IndexNet, checkpoint)).Message;
    }
}
