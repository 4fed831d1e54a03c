using System.Collections.Frozen;

namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>
/// Tensors that PyTorch saved, read without Python and without running anything that the file asks for. Time and memory
/// are bounded by the file's length, whatever is in it; tensors are read when they are asked for. Not for concurrent
/// use.
/// </summary>
internal sealed class Checkpoint : IDisposable
{
    private const string StateName = "state_dict";

    /// <summary>What training on several GPUs puts before each name.</summary>
    private const string ParallelPrefix = "module.";

    private readonly CheckpointFile _file;

    private Checkpoint(CheckpointFile file)
    {
        _file = file;
        Format = FormatOf(file);
        var saved = Format == CheckpointFormat.Zip ? ZipReader.Read(file) : LegacyReader.Read(file);
        if (saved is not PickleDict top)
        {
            throw new CheckpointException("The file holds no dictionary of tensors.");
        }

        var state = top.ByName.GetValueOrDefault(StateName) as PickleDict;
        Tensors = TensorsOf(state ?? top);
        Notes = NotesOf(top);
    }

    public CheckpointFormat Format { get; }

    /// <summary>
    /// By name, of the dictionary itself or of its <c>state_dict</c>, without <c>module.</c> in front.
    /// </summary>
    public IReadOnlyDictionary<string, CheckpointTensor> Tensors { get; }

    /// <summary>Numbers and texts beside them, such as the epoch and the loss.</summary>
    public IReadOnlyDictionary<string, object> Notes { get; }

    /// <exception cref="CheckpointException">It is no checkpoint, damaged, or asks for more than data.</exception>
    /// <exception cref="IOException">There is no such file, or it can't be read.</exception>
    public static Checkpoint Open(string path)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var checkpoint = Open(stream);
            stream = null;
            return checkpoint;
        }
        finally
        {
            stream?.Dispose();
        }
    }

    /// <summary>Owns the stream, which must know its length and places.</summary>
    /// <exception cref="CheckpointException">It is no checkpoint, damaged, or asks for more than data.</exception>
    public static Checkpoint Open(Stream stream)
    {
        var file = new CheckpointFile(stream);
        try
        {
            return new Checkpoint(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    private static CheckpointFormat FormatOf(CheckpointFile file)
    {
        const int TarMark = 257;
        var start = file.Bytes(0, (int)Math.Min(file.Length, 512)).AsSpan();
        if (start.Length > TarMark && start[TarMark..].StartsWith("ustar"u8))
        {
            throw new CheckpointException(
                "The file is a tar archive. Unpack it, or save it again with PyTorch 0.1.10 or later.");
        }

        return start switch
        {
            [(byte)'P', (byte)'K', ..] => CheckpointFormat.Zip,
            [(byte)PickleOpcode.Proto, ..] => CheckpointFormat.Legacy,
            _ => throw new CheckpointException("The file is no checkpoint of PyTorch: it begins otherwise."),
        };
    }

    private static FrozenDictionary<string, CheckpointTensor> TensorsOf(PickleDict state)
    {
        var tensors = new Dictionary<string, CheckpointTensor>(StringComparer.Ordinal);
        foreach (var (name, value) in state.ByName)
        {
            var own = name.StartsWith(ParallelPrefix, StringComparison.Ordinal) ? name[ParallelPrefix.Length..] : name;
            if (value is CheckpointTensor tensor && !tensors.TryAdd(own, tensor))
            {
                throw new CheckpointException($"The file names the tensor {CheckpointException.Quote(own)} twice.");
            }
        }

        return tensors.Count > 0
            ? tensors.ToFrozenDictionary(StringComparer.Ordinal)
            : throw new CheckpointException("The file holds no tensors.");
    }

    private static FrozenDictionary<string, object> NotesOf(PickleDict top) =>
        top.ByName.Where(entry => entry.Value is string or long or double or bool)
            .ToFrozenDictionary(entry => entry.Key, entry => entry.Value!, StringComparer.Ordinal);
}
