using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Graphs.Onnx;

namespace Pipeline.Worker.Models.Precision;

/// <summary>
/// Reads a graph as the runtime simplifies it by the standard's own operators: constants computed, normalisations made
/// a part of the convolutions before them, and every value's type known.
/// </summary>
internal static class PlainGraph
{
    /// <summary>The first version of the format in which constants need not be inputs too.</summary>
    private const long ConstantsApart = 4;

    /// <param name="file">An ONNX graph.</param>
    /// <exception cref="ModelRejectedException">The runtime cannot read it.</exception>
    public static ModelProto Read(string file)
    {
        var plain = Path.GetTempFileName();
        try
        {
            Simplify(file, plain);
            var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(plain));
            model.IrVersion = Math.Max(model.IrVersion, ConstantsApart);
            var constants = model.Graph.Initializer.Select(constant => constant.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var input in model.Graph.Input.Where(input => constants.Contains(input.Name)).ToList())
            {
                model.Graph.Input.Remove(input);
            }

            DescribeValues(model);
            return model;
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelRejectedException($"The graph cannot be simplified: {e.Message}", e);
        }
        finally
        {
            File.Delete(plain);
        }
    }

    /// <summary>A graph with everything computed in it as an output, which the runtime then tells the types
    /// of.</summary>
    public static ModelProto WithOutputs(ModelProto model, IEnumerable<string> values)
    {
        var open = model.Clone();
        var known = open.Graph.Input.Concat(open.Graph.Output).Select(value => value.Name);
        open.Graph.Output.AddRange(values.Except(known).Select(value => new ValueInfoProto { Name = value }));
        return open;
    }

    private static void Simplify(string file, string plain)
    {
        using var options = GraphCheck.OptionsToLook(GraphOptimizationLevel.ORT_ENABLE_BASIC);
        options.OptimizedModelFilePath = plain;
        using var session = new InferenceSession(file, options);
    }

    private static void DescribeValues(ModelProto model)
    {
        var computed = model.Graph.Node.SelectMany(node => node.Output).Where(value => value.Length > 0).ToList();
        using var options = GraphCheck.OptionsToLook(GraphOptimizationLevel.ORT_DISABLE_ALL);
        using var session = new InferenceSession(WithOutputs(model, computed).ToByteArray(), options);
        var outputs = model.Graph.Output.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        model.Graph.ValueInfo.Clear();
        foreach (var (name, value) in session.OutputMetadata.Where(value => !outputs.Contains(value.Key)))
        {
            // Numbered as in the file format.
            var tensor = new TypeProto.Types.Tensor { ElemType = (int)value.ElementDataType };
            model.Graph.ValueInfo.Add(new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } });
        }
    }
}
