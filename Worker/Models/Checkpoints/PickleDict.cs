namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>A <c>dict</c> or <c>OrderedDict</c>.</summary>
internal sealed class PickleDict
{
    /// <summary>Hashing a long name again and again would take minutes.</summary>
    private const int LongestName = 512;

    private readonly Dictionary<string, object?> _byName = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, object?> ByName => _byName;

    /// <summary>
    /// Entries under numbers, which optimizers have, are dropped: nothing is read from them, and numbers can be chosen
    /// to collide.
    /// </summary>
    /// <exception cref="CheckpointException">The key is none that a checkpoint has.</exception>
    public void Set(object? key, object? value)
    {
        if (key is string { Length: <= LongestName } name)
        {
            _byName[name] = value;
        }
        else if (key is not (long or double or bool or null or System.Numerics.BigInteger))
        {
            throw new CheckpointException("The file is damaged: a dictionary has a key that is no name.");
        }
    }

    /// <summary>Keys and values in turn.</summary>
    public void SetAll(ReadOnlySpan<object?> pairs)
    {
        if (pairs.Length % 2 != 0)
        {
            throw new CheckpointException("The file is damaged: a dictionary's key has no value.");
        }

        for (var i = 0; i < pairs.Length; i += 2)
        {
            Set(pairs[i], pairs[i + 1]);
        }
    }
}
