namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>
/// Shape of a tensor, and its numbers on demand: none is in memory before it is asked for.
/// </summary>
internal sealed class CheckpointTensor
{
    private const int MostDimensions = 16;

    /// <summary>A stride of 0 shows one number many times; a few lines must not become gigabytes.</summary>
    private const long MostRepeated = 1 << 20;

    /// <summary>Bytes that may lie between the first and the last number where they don't lie side by side.</summary>
    private const long WidestSpan = 1L << 28;

    private readonly StorageView _view;
    private readonly long[] _strides;

    /// <param name="view">What it looks at, from its first number on.</param>
    /// <param name="shape">Size of each dimension.</param>
    /// <param name="strides">Numbers from one index to the next, for each dimension.</param>
    /// <exception cref="CheckpointException">It would reach out of its storage.</exception>
    public CheckpointTensor(StorageView view, long[] shape, long[] strides)
    {
        if (shape.Length != strides.Length || shape.Length > MostDimensions
            || shape.Any(dimension => dimension < 0) || strides.Any(stride => stride < 0))
        {
            throw new CheckpointException("The file is damaged: a tensor's shape makes no sense.");
        }

        (_view, Shape, _strides) = (view, shape, strides);
        Count = CountOf(shape, Math.Max(view.Count, MostRepeated));
        Span = Count == 0 ? 0 : SpanOf(shape, strides, view.Count);
    }

    public TensorElement Element => _view.Storage.Element;

    /// <summary>Empty for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Numbers in all.</summary>
    public long Count { get; }

    /// <summary>Numbers of the storage from the first to the last that belongs to it.</summary>
    private long Span { get; }

    /// <summary>Row-major, rounded to single precision where it is stored otherwise.</summary>
    public float[] ReadFloats() => Element.ToFloats(ReadBytes());

    /// <summary>Row-major as stored, little-endian.</summary>
    /// <exception cref="CheckpointException">Too large for memory, or damaged.</exception>
    public byte[] ReadBytes()
    {
        var size = Element.Size();
        if (Count * size > Array.MaxLength || (Span > Count && Span * size > WidestSpan))
        {
            throw new CheckpointException("A tensor is too large to be read.");
        }

        var stored = new byte[Span * size];
        _view.Storage.Read(_view.First, stored);
        return IsRowMajor() ? stored : Gather(stored, size);
    }

    private static long CountOf(long[] shape, long most)
    {
        var count = 1L;
        foreach (var dimension in shape.Contains(0) ? [0] : shape)
        {
            if (dimension > 0 && count > most / dimension)
            {
                throw new CheckpointException("The file is damaged: a tensor is larger than its storage.");
            }

            count *= dimension;
        }

        return count;
    }

    private static long SpanOf(long[] shape, long[] strides, long available)
    {
        var last = 0L;
        foreach (var (dimension, stride) in shape.Zip(strides))
        {
            if (dimension > 1 && stride > (available - last) / (dimension - 1))
            {
                throw new CheckpointException("The file is damaged: a tensor reaches out of its storage.");
            }

            last += (dimension - 1) * stride;
        }

        return last < available
            ? last + 1
            : throw new CheckpointException("The file is damaged: a tensor reaches out of its storage.");
    }

    private bool IsRowMajor()
    {
        var expected = 1L;
        for (var i = Shape.Count - 1; i >= 0; i--)
        {
            if (Shape[i] > 1 && _strides[i] != expected)
            {
                return false;
            }

            expected *= Shape[i];
        }

        return true;
    }

    private byte[] Gather(byte[] stored, int size)
    {
        var gathered = new byte[Count * size];
        var index = new long[Shape.Count];
        var from = 0L;
        for (var to = 0L; to < gathered.Length; to += size)
        {
            stored.AsSpan((int)(from * size), size).CopyTo(gathered.AsSpan((int)to));
            for (var axis = index.Length - 1; axis >= 0; axis--)
            {
                from += _strides[axis];
                if (++index[axis] < Shape[axis])
                {
                    break;
                }

                from -= _strides[axis] * Shape[axis];
                index[axis] = 0;
            }
        }

        return gathered;
    }
}
