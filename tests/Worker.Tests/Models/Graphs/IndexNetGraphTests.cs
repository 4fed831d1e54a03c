using Pipeline.Worker.Models.Checkpoints;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Models.Graphs;

public sealed class IndexNetGraphTests
{
    private const double Tolerance = 1e-4;

    [Theory]
    [InlineData("64x96")]
    [InlineData("320")]
    public void Raw_alpha_is_that_of_the_original_network(string size)
    {
        using var checkpoint = Checkpoint.Open(SharedFolder.Require("oracle/indexnet_random_legacy.pth.tar"));
        using var graph = new GraphRun(IndexNetGraph.Make(checkpoint, GraphInput.Tensor));
        var x = NumpyFile.Read(SharedFolder.Require($"oracle/indexnet_x_{size}.npy"));

        var alpha = graph.Run("alpha", ("x", x.Floats, x.Shape));

        var error = GraphRun.MaxError(alpha, NumpyFile.Read(SharedFolder.Require($"oracle/indexnet_y_{size}.npy")).Floats);
        TestContext.Current.TestOutputHelper?.WriteLine($"max error {error:g3}");
        Assert.InRange(error, 0, Tolerance);
    }
}
