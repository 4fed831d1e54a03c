using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>
/// The format before the zip: pickles of a magic number, a protocol number, facts about the machine, the object and the
/// storages' names; then for each name a count and the numbers (<c>torch/serialization.py</c>, <c>_legacy_save</c>).
/// </summary>
internal sealed class LegacyReader(CheckpointFile file) : IStorageSource
{
    private const long Protocol = 1001;

    private static readonly BigInteger Magic = BigInteger.Parse(
        "1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly Dictionary<string, CheckpointStorage> _storages = new(StringComparer.Ordinal);
    private long _position;

    /// <returns>What was saved.</returns>
    public static object? Read(CheckpointFile file) => new LegacyReader(file).Read();

    public StorageView Resolve(StorageName name)
    {
        if (name.Count > file.Length / name.Element.Size())
        {
            throw new CheckpointException("The file is truncated: a tensor is larger than the file.");
        }

        if (!_storages.TryGetValue(name.Key, out var storage))
        {
            storage = new CheckpointStorage(file, name.Element, name.Count);
            _storages.Add(name.Key, storage);
        }

        if (storage.Element != name.Element || storage.Count != name.Count)
        {
            throw new CheckpointException("The file is damaged: a storage is described in two ways.");
        }

        var whole = new StorageView(storage, 0, storage.Count);
        return name.View is { } view ? whole.Part(view.First, view.Count) : whole;
    }

    private object? Read()
    {
        if (Next() is not BigInteger magic || magic != Magic || Next() is not Protocol)
        {
            throw new CheckpointException("The file is no checkpoint of PyTorch: it begins otherwise.");
        }

        if (Next() is not PickleDict facts || facts.ByName.GetValueOrDefault("little_endian") is not true)
        {
            throw new CheckpointException("The file is damaged, or was written on a big-endian machine.");
        }

        var saved = Next();
        if (Next() is not List<object?> names)
        {
            throw new CheckpointException("The file is damaged: it doesn't say where its tensors are.");
        }

        PlaceStorages(names);
        return saved;
    }

    private object? Next()
    {
        var bytes = new PickleBytes(file, _position, file.Length);
        var value = new PickleMachine(bytes, this).Run();
        _position = bytes.Position;
        return value;
    }

    private void PlaceStorages(List<object?> names)
    {
        Span<byte> count = stackalloc byte[sizeof(long)];
        foreach (var name in names)
        {
            if (name is not string key || !_storages.TryGetValue(key, out var storage) || storage.IsPlaced)
            {
                throw new CheckpointException("The file is damaged: it holds numbers of no tensor.");
            }

            file.Read(_position, count);
            if (BinaryPrimitives.ReadInt64LittleEndian(count) != storage.Count)
            {
                throw new CheckpointException("The file is damaged: a storage is of another size than said.");
            }

            _position += sizeof(long);
            storage.Place(_position);
            _position += storage.Count * storage.Element.Size();
        }

        if (!_storages.Values.All(storage => storage.IsPlaced))
        {
            throw new CheckpointException("The file is damaged: it lacks the numbers of a tensor.");
        }
    }
}
