using Pipeline.Worker.Models.Graphs.Onnx;

namespace Pipeline.Worker.Models.Precision;

/// <summary>A graph that could become a variant, and how it did.</summary>
/// <param name="Graph">In another precision.</param>
/// <param name="Rule">How activations' ranges were chosen; null where there are none.</param>
/// <param name="Trial">Against single precision.</param>
internal sealed record VariantCandidate(ModelProto Graph, RangeRule? Rule, VariantTrial Trial);
