namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>What the pickle machine works on: values, and marks between them below which nothing is taken.</summary>
internal sealed class PickleStack
{
    private readonly List<object?> _values = [];
    private readonly List<int> _marks = [];

    private int Floor => _marks.Count == 0 ? 0 : _marks[^1];

    public void Push(object? value) => _values.Add(value);

    public void Mark() => _marks.Add(_values.Count);

    public object? Top() => _values.Count > Floor ? _values[^1] : throw Damaged();

    /// <exception cref="CheckpointException">The top is of another kind.</exception>
    public T Top<T>() => Top() is T value ? value : throw Damaged();

    public object? Pop()
    {
        var value = Top();
        _values.RemoveAt(_values.Count - 1);
        return value;
    }

    /// <exception cref="CheckpointException">The top is of another kind.</exception>
    public T Pop<T>() => Pop() is T value ? value : throw Damaged();

    /// <summary>Takes as many as asked for; the last pushed is the last of them.</summary>
    public object?[] Pop(int count)
    {
        if (_values.Count - Floor < count)
        {
            throw Damaged();
        }

        return Take(_values.Count - count);
    }

    /// <summary>Takes the last mark and what stands above it.</summary>
    public object?[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            throw Damaged();
        }

        var values = Take(_marks[^1]);
        _marks.RemoveAt(_marks.Count - 1);
        return values;
    }

    private static CheckpointException Damaged() => new("The file is damaged: a pickle makes no sense.");

    private object?[] Take(int from)
    {
        object?[] values = [.. _values[from..]];
        _values.RemoveRange(from, values.Length);
        return values;
    }
}
