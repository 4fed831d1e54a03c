using System.Diagnostics;
using Google.Protobuf;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Tests.Support;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Tests.Inference;

/// <summary>A process that has lost its device ends, instead of failing one job after the other.</summary>
[Trait("Category", "Slow")]
public sealed class DeviceLossExitTests : IDisposable
{
    private const int Side = 320;

    private readonly TemporaryModels _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public async Task A_worker_whose_network_loses_the_device_says_so_and_ends_with_71()
    {
        _models.Place("u2netp", LosesTheDevice());
        using var worker = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Pipeline.Worker"), "serve")
        {
            RedirectStandardError = true,
            Environment =
            {
                ["Worker__Models__Folder"] = Path.GetDirectoryName(Path.GetDirectoryName(_models.Store.GraphOf(_models.Store.Find("u2netp")!))),
                ["Worker__Broker__User"] = "nobody",
                ["Worker__Broker__Password"] = "nothing",
            },
        })!;

        var error = await worker.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await worker.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("The device that runs u2netp has failed for good", error, StringComparison.Ordinal);
        Assert.Contains("CUDA failure 700", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Equal(71, worker.ExitCode);
    }

    /// <summary>
    /// Fails when it runs, on a node whose name the runtime puts into its message: this machine has no device to lose.
    /// </summary>
    private static byte[] LosesTheDevice()
    {
        var graph = new GraphBuilder("lost");
        var input = graph.Input("input.1", ElementType.Float, 1, 3, Side, Side);
        var beyond = graph.Add("Gather", [input, graph.Integers(9)], NodeAttribute.Int("axis", 1));
        graph.Output(beyond, "1959", ElementType.Float, 1, 1, Side, Side);
        var model = graph.Build();
        model.Graph.Node.Single(node => node.OpType == "Gather").Name =
            "CUDA failure 700: an illegal memory access was encountered";
        return model.ToByteArray();
    }
}
