using Microsoft.ML.OnnxRuntime;
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

    private static void Simplify(string file, string plain)
    {
        using var options = new SessionOptions
        {
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC,
            OptimizedModelFilePath = plain,
        };
        options.AddSessionConfigEntry("session.disable_prepacking", "1");
        using var session = new InferenceSession(file, options);
    }
}
