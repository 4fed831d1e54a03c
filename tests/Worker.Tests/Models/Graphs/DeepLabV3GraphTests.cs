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
            TorchScript.Run([script, folder, "--width", $"{width}", .. isLegacy ? ["--legacy"] : Array.Empty<string>()]);
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
}
