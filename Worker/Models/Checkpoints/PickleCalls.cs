using System.Text;

namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>What the few allowed calls mean.</summary>
internal static class PickleCalls
{
    /// <summary>A number's bytes; anything longer is no number.</summary>
    private const int LongestEncoded = 16;

    /// <exception cref="CheckpointException">The arguments are not those that are written for data.</exception>
    public static object Make(PickleGlobal global, object?[] arguments) => (global, arguments) switch
    {
        (PickleGlobal.OrderedDict, []) => new PickleDict(),
        (PickleGlobal.RebuildTensor, [StorageView view, long first, PickleTuple shape, PickleTuple strides, ..]) =>
            Tensor(view, first, shape.ToNumbers(), strides.ToNumbers()),
        (PickleGlobal.RebuildParameter, [CheckpointTensor tensor, ..]) => tensor,
        (PickleGlobal.Size, [PickleTuple size]) => size,
        (PickleGlobal.NumpyType, [string code, ..]) => new NumpyType(code),
        (PickleGlobal.NumpyScalar, [NumpyType type, byte[] value]) => type.Read(value),
        (PickleGlobal.NumpyScalar, [NumpyType type, string { Length: <= LongestEncoded } value]) =>
            type.Read(Encoding.Latin1.GetBytes(value)),
        (PickleGlobal.Encode, [string { Length: <= LongestEncoded } text, "latin1"]) => Encoding.Latin1.GetBytes(text),
        _ => throw Damaged(),
    };

    /// <summary>
    /// Gives an object its state: attributes of a dictionary are not needed, a numpy type's byte order is.
    /// </summary>
    public static void Complete(object? target, object? state)
    {
        if (target is NumpyType type && state is PickleTuple { Items: [long, string order, ..] })
        {
            type.IsBigEndian = order == ">";
        }
        else if (target is not PickleDict || state is not PickleDict)
        {
            throw Damaged();
        }
    }

    private static CheckpointTensor Tensor(StorageView view, long first, long[] shape, long[] strides)
    {
        var rest = view.Part(first, view.Count - Math.Clamp(first, 0, view.Count));
        return new CheckpointTensor(rest, shape, strides);
    }

    private static CheckpointException Damaged() =>
        new("The file is damaged, or asks for more than data: a call has arguments that make none.");
}
