using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Graphs;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Tests.Inference;

/// <summary>What a failed run says of the device; messages as the runtime words them.</summary>
public sealed class DeviceErrorsTests
{
    [Theory]
    [InlineData("CUDA failure 700: an illegal memory access was encountered ; GPU=0 ; hostname=a ; expr=cudaStreamSynchronize(s);")]
    [InlineData("Non-zero status code returned while running Conv node. CUDA failure 719: unspecified launch failure ; GPU=0")]
    [InlineData("CUDA failure 100: no CUDA-capable device is detected ; GPU=-1")]
    [InlineData("CUDA failure 1: invalid argument ; GPU=1 ; CUDA failure 700: an illegal memory access was encountered ; GPU=1")]
    [InlineData("CUDNN failure 8: CUDNN_STATUS_EXECUTION_FAILED ; GPU=0")]
    [InlineData("CUBLAS failure 13: CUBLAS_STATUS_EXECUTION_FAILED ; GPU=0")]
    public void A_device_that_needs_a_new_process_is_lost(string message) => Assert.Equal("Lost", Of(message));

    [Theory]
    [InlineData("BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size 939524096")]
    [InlineData("Available memory of 1048576 is smaller than requested bytes of 8388608")]
    [InlineData("CUDA failure 2: out of memory ; GPU=0 ; hostname=a ; expr=cudaMalloc((void**)&p, size);")]
    [InlineData("CUDNN failure 4: CUDNN_STATUS_ALLOC_FAILED ; GPU=0")]
    [InlineData("std::bad_alloc")]
    public void Memory_that_is_short_is_no_loss(string message) => Assert.Equal("OutOfMemory", Of(message));

    [Theory]
    [InlineData("Got invalid dimensions for input: x for the following indices")]
    [InlineData("CUDA failure 1: invalid argument ; GPU=0")]
    [InlineData("CUDA failure 7000: ")]
    public void Anything_else_says_nothing_of_the_device(string message) => Assert.Equal("None", Of(message));

    [Fact]
    public void What_the_processor_itself_says_when_memory_is_short_is_recognised()
    {
        var graph = new GraphBuilder("large");
        var shape = graph.Input("shape", ElementType.Int64, 1);
        graph.Output(graph.Add("Expand", [graph.Scalar(1), shape]), "y", ElementType.Float, "n");
        using var session = new InferenceSession(graph.Build().ToByteArray());
        using var petabyte = OrtValue.CreateTensorValueFromMemory(new[] { 1L << 48 }, [1]);
        using var run = new RunOptions();

        var error = Assert.Throws<OnnxRuntimeException>(() => session.Run(run, ["shape"], [petabyte], ["y"]));

        Assert.Equal(DeviceError.OutOfMemory, DeviceErrors.Of(error));
    }

    private static string Of(string message) => DeviceErrors.Of(PretendedNetwork.RealError(message)).ToString();
}
