using Pipeline.Worker.Models.Checkpoints;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Models.Graphs;

public sealed class DeepLabV3GraphTests
{
    private const double Tolerance = 1e-4;

    [Theory]
    [InlineData(4, false)]
    [InlineData(4, true)]
    [InlineData(64, false)]
    [InlineData(64, true)]
    public void Logits_are_those_of_the_original_network(int width, bool isLegacy)
    {
        var script = SharedFolder.Require("oracle/make_deeplab.py");
        var folder = Directory.CreateTempSubdirectory("pipeline-test-").FullName;
        try
        {
            string[] format = isLegacy ? ["--legacy"] : [];
            TorchScript.Run([script, folder, "--width", $"{width}", .. format]);
            using var checkpoint = Checkpoint.Open(Path.Combine(folder, "deeplab.pth"));
            using var graph = new GraphRun(DeepLabV3Graph.Make(checkpoint, GraphInput.Tensor));
            var x = NumpyFile.Read(Path.Combine(folder, "x.npy"));

            var logits = graph.Run("logits", ("x", x.Floats, x.Shape));

            Assert.Equal(isLegacy ? CheckpointFormat.Legacy : CheckpointFormat.Zip, checkpoint.Format);
            var error = GraphRun.MaxError(logits, NumpyFile.Read(Path.Combine(folder, "logits.npy")).Floats);
            TestContext.Current.TestOutputHelper?.WriteLine($"max error {error:g3}");
            Assert.InRange(error, 0, Tolerance);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Logits_of_a_narrow_network_are_those_of_PyTorch()
    {
        using var checkpoint = NetworkFixture.Open("deeplabv3");
        using var graph = new GraphRun(DeepLabV3Graph.Make(checkpoint, GraphInput.Tensor));

        var logits = graph.Run("logits", ("x", NetworkFixture.Input(2 * 3 * 139 * 108), [2, 3, 139, 108]));

        Assert.InRange(GraphRun.MaxError(logits, NetworkFixture.Output("deeplabv3")), 0, Tolerance);
    }

    [Fact]
    public void A_picture_in_bytes_gives_what_the_normalised_one_gives()
    {
        const int Side = 65;
        using var checkpoint = NetworkFixture.Open("deeplabv3");
        using var raw = new GraphRun(DeepLabV3Graph.Make(checkpoint, GraphInput.Tensor));
        using var serving = new GraphRun(DeepLabV3Graph.Make(checkpoint));
        var picture = Bytes.Make(2 * Side * Side * 3);

        var found = serving.Run("logits", ("picture", picture, [2, Side, Side, 3]));

        var expected = raw.Run("logits", ("x", Bytes.Normalised(picture, 2), [2, 3, Side, Side]));
        Assert.InRange(GraphRun.MaxError(found, expected), 0, Tolerance);
    }

    [Fact]
    public void Foreground_is_what_is_not_the_first_class()
    {
        const int Side = 72;
        const int Pixels = Side / 8 * (Side / 8);
        using var checkpoint = NetworkFixture.Open("deeplabv3");
        using var graph = new GraphRun(DeepLabV3Graph.Make(checkpoint));
        var picture = Bytes.Make(Side * Side * 3);

        var logits = graph.Run("logits", ("picture", picture, [1, Side, Side, 3]));
        var foreground = graph.Run("foreground", ("picture", picture, [1, Side, Side, 3]));

        var expected = Enumerable.Range(0, Pixels).Select(at =>
        {
            var powers = Enumerable.Range(0, 21).Select(c => Math.Exp(logits[(c * Pixels) + at])).ToList();
            return (float)(1 - (powers[0] / powers.Sum()));
        });
        Assert.InRange(GraphRun.MaxError(foreground, expected), 0, 1e-5);
    }
}
