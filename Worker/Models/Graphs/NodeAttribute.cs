using Google.Protobuf;
using Pipeline.Worker.Models.Graphs.Onnx;
using Kind = Pipeline.Worker.Models.Graphs.Onnx.AttributeProto.Types.AttributeType;

namespace Pipeline.Worker.Models.Graphs;

/// <summary>What a node is told beside its inputs.</summary>
internal static class NodeAttribute
{
    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = Kind.Int, I = value };

    public static AttributeProto Float(string name, float value) => new() { Name = name, Type = Kind.Float, F = value };

    public static AttributeProto Text(string name, string value) =>
        new() { Name = name, Type = Kind.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Ints(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = Kind.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }
}
