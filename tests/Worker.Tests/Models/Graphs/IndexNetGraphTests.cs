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

        var expected = NumpyFile.Read(SharedFolder.Require($"oracle/indexnet_y_{size}.npy"));
        var error = GraphRun.MaxError(alpha, expected.Floats);
        TestContext.Current.TestOutputHelper?.WriteLine($"max error {error:g3}");
        Assert.InRange(error, 0, Tolerance);
    }

    [Fact]
    public void Raw_alpha_of_a_narrow_network_is_that_of_PyTorch()
    {
        using var checkpoint = NetworkFixture.Open("indexnet");
        using var graph = new GraphRun(IndexNetGraph.Make(checkpoint, GraphInput.Tensor));

        var alpha = graph.Run("alpha", ("x", NetworkFixture.Input(2 * 4 * 64 * 96), [2, 4, 64, 96]));

        Assert.InRange(GraphRun.MaxError(alpha, NetworkFixture.Output("indexnet")), 0, Tolerance);
    }

    [Theory]
    [InlineData(32, 32)]
    [InlineData(96, 64)]
    public void A_picture_and_a_trimap_in_bytes_give_what_the_normalised_ones_give(int width, int height)
    {
        var pixels = width * height;
        using var checkpoint = NetworkFixture.Open("indexnet");
        using var raw = new GraphRun(IndexNetGraph.Make(checkpoint, GraphInput.Tensor));
        using var serving = new GraphRun(IndexNetGraph.Make(checkpoint));
        var picture = Bytes.Make(pixels * 3);
        byte[] trimap = [.. Bytes.Make(pixels).Select(value => (byte)(value < 85 ? 0 : value < 170 ? 128 : 255))];

        var found = serving.Run(
            "alpha", ("picture", picture, [1, height, width, 3]), ("trimap", trimap, [1, height, width]));

        float[] x = [.. Bytes.Normalised(picture, 1), .. trimap.Select(value => value / 255f)];
        var expected = raw.Run("alpha", ("x", x, [1, 4, height, width]));
        Assert.Contains(found, value => value is > 0 and < 1);
        Assert.InRange(GraphRun.MaxError(found, expected), 0, Tolerance);
    }
}
