using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// A network of our own, graph and weights a part of this assembly. It takes planes of one size and answers with one
/// plane of the same. Safe for concurrent use.
/// </summary>
internal sealed class EmbeddedNetwork : IDisposable
{
    private readonly InferenceSession _session;

    /// <param name="resource">Name of the graph in this assembly.</param>
    /// <exception cref="InvalidOperationException">There is no such graph.</exception>
    public EmbeddedNetwork(string resource)
    {
        using var stream = typeof(EmbeddedNetwork).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The resource {resource} is missing.");
        var graph = new byte[stream.Length];
        stream.ReadExactly(graph);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(graph));
        using var options = new SessionOptions
        {
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            // An arena would keep what the stages after it need.
            EnableCpuMemArena = false,
        };
        // Between photos nobody waits; spinning threads would take the cores from the other stages.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new InferenceSession(graph, options);
    }

    /// <summary>Of graph and weights, lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <param name="size">Of every plane.</param>
    /// <param name="inputs">For each of the graph's inputs, in their order, one or several planes one after the other.</param>
    /// <returns>Of that size, <c>CV_32FC1</c>; the caller disposes it.</returns>
    public Mat Run(Size size, params float[][] inputs)
    {
        var values = Array.ConvertAll(inputs, planes => OrtValue.CreateTensorValueFromMemory(
            planes, [1, planes.Length / (size.Width * size.Height), size.Height, size.Width]));
        try
        {
            using var run = new RunOptions();
            using var results = _session.Run(run, _session.InputNames, values, _session.OutputNames);
            var answer = new Mat(size, MatType.CV_32FC1);
            results[0].GetTensorDataAsSpan<float>().CopyTo(answer.AsSpan<float>());
            return answer;
        }
        finally
        {
            Array.ForEach(values, value => value.Dispose());
        }
    }

    public void Dispose() => _session.Dispose();
}
