using Microsoft.ML.OnnxRuntime;

namespace Pipeline.Worker.Inference;

/// <summary>Inputs of several requests as one, and the answer to each of them.</summary>
internal sealed class BatchTensors : IDisposable
{
    private readonly Dictionary<string, OrtValue> _joined = [];

    /// <param name="requests">At least two, of one bucket.</param>
    public BatchTensors(IReadOnlyList<BatchRequest> requests)
    {
        foreach (var (name, first) in requests[0].Inputs)
        {
            var tensor = first.GetTensorTypeAndShape();
            var joined = OrtValue.CreateAllocatedTensorValue(
                OrtAllocator.DefaultInstance, tensor.ElementDataType, [requests.Count, .. tensor.Shape[1..]]);
            _joined.Add(name, joined);
            var room = joined.GetTensorMutableRawData();
            foreach (var request in requests)
            {
                var part = request.Inputs[name].GetTensorMutableRawData();
                part.CopyTo(room);
                room = room[part.Length..];
            }
        }
    }

    public IReadOnlyDictionary<string, OrtValue> Inputs => _joined;

    /// <summary>Gives each request its part.</summary>
    /// <exception cref="InvalidOperationException">The first dimension is not that of the inputs.</exception>
    public static void Split(OrtValue answer, IReadOnlyList<BatchRequest> requests)
    {
        var shape = answer.GetTensorTypeAndShape().Shape;
        if (shape is not [var count, ..] || count != requests.Count)
        {
            throw new InvalidOperationException(
                $"To {requests.Count} inputs the network answers [{string.Join(", ", shape)}].");
        }

        var values = answer.GetTensorDataAsSpan<float>();
        var length = values.Length / requests.Count;
        for (var i = 0; i < requests.Count; i++)
        {
            requests[i].Answer(values.Slice(i * length, length), [1, .. shape[1..]]);
        }
    }

    public void Dispose()
    {
        foreach (var value in _joined.Values)
        {
            value.Dispose();
        }
    }
}
