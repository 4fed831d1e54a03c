using System.Collections.Frozen;

namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>The allow-list. What is not on it ends the reading.</summary>
internal static class PickleGlobals
{
    private static readonly FrozenDictionary<string, PickleGlobal> Calls = new Dictionary<string, PickleGlobal>
    {
        ["collections.OrderedDict"] = PickleGlobal.OrderedDict,
        ["torch._utils._rebuild_tensor"] = PickleGlobal.RebuildTensor,
        ["torch._utils._rebuild_tensor_v2"] = PickleGlobal.RebuildTensor,
        ["torch._utils._rebuild_parameter"] = PickleGlobal.RebuildParameter,
        ["torch.nn.parameter.Parameter"] = PickleGlobal.RebuildParameter,
        ["torch.Size"] = PickleGlobal.Size,
        ["numpy.core.multiarray.scalar"] = PickleGlobal.NumpyScalar,
        ["numpy._core.multiarray.scalar"] = PickleGlobal.NumpyScalar,
        ["numpy.dtype"] = PickleGlobal.NumpyType,
        ["_codecs.encode"] = PickleGlobal.Encode,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, TensorElement> Storages = new Dictionary<string, TensorElement>
    {
        ["FloatStorage"] = TensorElement.Float32,
        ["DoubleStorage"] = TensorElement.Float64,
        ["HalfStorage"] = TensorElement.Float16,
        ["BFloat16Storage"] = TensorElement.BFloat16,
        ["LongStorage"] = TensorElement.Int64,
        ["IntStorage"] = TensorElement.Int32,
        ["ShortStorage"] = TensorElement.Int16,
        ["CharStorage"] = TensorElement.Int8,
        ["ByteStorage"] = TensorElement.UInt8,
        ["BoolStorage"] = TensorElement.Bool,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A <see cref="PickleGlobal"/>, or the <see cref="TensorElement"/> of a storage.</summary>
    /// <exception cref="CheckpointException">It is neither.</exception>
    public static object Find(string module, string name)
    {
        // Where the tensor was when it was saved does not matter here.
        if (module is "torch" or "torch.cuda" && Storages.TryGetValue(name, out var element))
        {
            return element;
        }

        return module.Length + name.Length <= 100 && Calls.TryGetValue($"{module}.{name}", out var call)
            ? call
            : throw new CheckpointException(
                $"The file asks for {CheckpointException.Quote(module)}.{CheckpointException.Quote(name)}. Only "
                + "tensors, numbers, texts and what holds them are read; save the network's state_dict() alone.");
    }
}
