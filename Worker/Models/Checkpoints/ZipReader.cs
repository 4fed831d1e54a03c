using System.IO.Hashing;

namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>
/// The zip format: <c>NAME/data.pkl</c>, and each storage as <c>NAME/data/KEY</c>
/// (<c>caffe2/serialize/inline_container.h</c>).
/// </summary>
internal sealed class ZipReader : IStorageSource
{
    private const string PickleName = "/data.pkl";

    private readonly CheckpointFile _file;
    private readonly ZipDirectory _directory;
    private readonly string _prefix;
    private readonly Dictionary<string, CheckpointStorage> _storages = new(StringComparer.Ordinal);

    private ZipReader(CheckpointFile file)
    {
        _file = file;
        _directory = new ZipDirectory(file);
        var pickles = _directory.Names
            .Where(name => name.EndsWith(PickleName, StringComparison.Ordinal) && name.Count(c => c == '/') == 1)
            .ToList();
        _prefix = pickles is [var only]
            ? only[..^PickleName.Length]
            : throw new CheckpointException("The zip archive is no checkpoint of PyTorch: it has no data.pkl.");
        RefuseOtherKinds();
    }

    /// <returns>What was saved.</returns>
    public static object? Read(CheckpointFile file) => new ZipReader(file).ReadPickle();

    public StorageView Resolve(StorageName name)
    {
        if (!_storages.TryGetValue(name.Key, out var storage))
        {
            storage = Locate(name);
            _storages.Add(name.Key, storage);
        }

        return storage.Element == name.Element && storage.Count == name.Count && name.View is null
            ? new StorageView(storage, 0, storage.Count)
            : throw new CheckpointException("The file is damaged: a storage is described in two ways.");
    }

    private CheckpointStorage Locate(StorageName name)
    {
        var record = _directory.Find($"{_prefix}/data/{name.Key}");
        var size = name.Element.Size();
        if (record is null || record.Length % size != 0 || record.Length / size != name.Count)
        {
            throw new CheckpointException(
                $"The file is damaged: the storage {CheckpointException.Quote(name.Key)} is missing or of other size.");
        }

        var storage = new CheckpointStorage(_file, name.Element, name.Count);
        storage.Place(_directory.DataOf(record), record.Checksum);
        return storage;
    }

    private void RefuseOtherKinds()
    {
        if (_directory.Find($"{_prefix}/constants.pkl") is not null)
        {
            throw new CheckpointException("The file is a TorchScript program. Save the network's state_dict() alone.");
        }

        if (_directory.Find($"{_prefix}/byteorder") is { Length: 3 })
        {
            throw new CheckpointException("The file was written on a big-endian machine.");
        }
    }

    private object? ReadPickle()
    {
        var record = _directory.Find(_prefix + PickleName)!;
        if (record.Length > PickleBytes.Most)
        {
            throw new CheckpointException("The file's pickle is too long.");
        }

        var start = _directory.DataOf(record);
        if (Crc32.HashToUInt32(_file.Bytes(start, (int)record.Length)) != record.Checksum)
        {
            throw new CheckpointException("The file is damaged: its pickle doesn't match its checksum.");
        }

        return new PickleMachine(new PickleBytes(_file, start, start + record.Length), this).Run();
    }
}
