namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>
/// What a pickle may name: each is a way to write plain data, and nothing is looked up or run for it.
/// </summary>
internal enum PickleGlobal
{
    OrderedDict,
    RebuildTensor,
    RebuildParameter,
    Size,
    NumpyScalar,
    NumpyType,
    Encode,
}
