using Google.Protobuf;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Models.Graphs.Onnx;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Inference;

/// <summary>
/// A graph made here converts its 8-bit picture to floats first of all. Given floats instead it is the same network,
/// for pictures whose values lie between and beyond 0..255, as cubic resizing leaves them.
/// </summary>
internal static class FloatPicture
{
    /// <exception cref="InvalidOperationException">The graph has no such picture.</exception>
    public static byte[] InsteadOfBytes(byte[] graph)
    {
        var model = ModelProto.Parser.ParseFrom(graph);
        var picture = model.Graph.Input.FirstOrDefault(input => input.Name == GraphNames.Picture)
            ?? throw new InvalidOperationException($"The graph has no input {GraphNames.Picture}.");
        picture.Type.TensorType.ElemType = (int)ElementType.Float;
        return model.ToByteArray();
    }
}
