using System.Text;

namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>
/// Reads one pickle by interpreting its instructions over plain data. Nothing named in it is looked up, constructed or
/// run: see <see cref="PickleGlobals"/>. Each instruction takes constant time or time for what it takes from the stack,
/// and there is a bound on how many there are.
/// </summary>
/// <param name="bytes">The pickle; stands behind its end afterwards.</param>
/// <param name="storages">Resolves the tensors' storages.</param>
internal sealed class PickleMachine(PickleBytes bytes, IStorageSource storages)
{
    /// <summary>A network of 700 tensors takes 20 thousand, with its optimizer 60.</summary>
    private const int MostInstructions = 400_000;

    private const int LongestLine = 128;
    private const int HighestProtocol = 5;

    private readonly PickleStack _stack = new();
    private readonly Dictionary<long, object?> _memo = [];

    /// <returns>
    /// <c>null</c>, <c>bool</c>, <c>long</c>, <c>BigInteger</c>, <c>double</c>, <c>string</c>, <c>byte[]</c>, a list,
    /// <see cref="PickleTuple"/>, <see cref="PickleDict"/>, <see cref="CheckpointTensor"/>, or what stands for a part
    /// of one.
    /// </returns>
    /// <exception cref="CheckpointException">Damaged, or asking for more than data.</exception>
    public object? Run()
    {
        for (var i = 0; i < MostInstructions; i++)
        {
            var opcode = (PickleOpcode)bytes.Byte();
            if (opcode == PickleOpcode.Stop)
            {
                return _stack.Pop();
            }

            Step(opcode);
        }

        throw new CheckpointException("The file is damaged or hostile: a pickle has too many instructions.");
    }

    private void Step(PickleOpcode opcode)
    {
        if (!Arrange(opcode) && !Remember(opcode) && !Collect(opcode) && !Call(opcode))
        {
            _stack.Push(PickleLiterals.Read(opcode, bytes));
        }
    }

    private bool Arrange(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto when bytes.Byte() <= HighestProtocol:
                break;
            case PickleOpcode.Frame:
                bytes.Int64();
                break;
            case PickleOpcode.Mark:
                _stack.Mark();
                break;
            case PickleOpcode.Pop:
                _stack.Pop();
                break;
            case PickleOpcode.PopMark:
                _stack.PopToMark();
                break;
            case PickleOpcode.Dup:
                _stack.Push(_stack.Top());
                break;
            default:
                return false;
        }

        return true;
    }

    private bool Remember(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.BinPut:
                _memo[bytes.Byte()] = _stack.Top();
                break;
            case PickleOpcode.LongBinPut:
                _memo[(uint)bytes.Int32()] = _stack.Top();
                break;
            case PickleOpcode.Memoize:
                _memo[_memo.Count] = _stack.Top();
                break;
            case PickleOpcode.BinGet:
                _stack.Push(Recall(bytes.Byte()));
                break;
            case PickleOpcode.LongBinGet:
                _stack.Push(Recall((uint)bytes.Int32()));
                break;
            default:
                return false;
        }

        return true;
    }

    private object? Recall(long index) => _memo.TryGetValue(index, out var value)
        ? value
        : throw new CheckpointException("The file is damaged: a pickle uses what it has not made.");

    private bool Collect(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Tuple1 or PickleOpcode.Tuple2 or PickleOpcode.Tuple3:
                _stack.Push(new PickleTuple(_stack.Pop(opcode - PickleOpcode.Tuple1 + 1)));
                break;
            case PickleOpcode.Tuple:
                _stack.Push(new PickleTuple(_stack.PopToMark()));
                break;
            case PickleOpcode.List:
                _stack.Push(new List<object?>(_stack.PopToMark()));
                break;
            case PickleOpcode.Dict:
                var entries = _stack.PopToMark();
                _stack.Push(new PickleDict());
                _stack.Top<PickleDict>().SetAll(entries);
                break;
            default:
                return Extend(opcode);
        }

        return true;
    }

    private bool Extend(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Append:
                var last = _stack.Pop();
                _stack.Top<List<object?>>().Add(last);
                break;
            case PickleOpcode.Appends:
                var items = _stack.PopToMark();
                _stack.Top<List<object?>>().AddRange(items);
                break;
            case PickleOpcode.SetItem:
                var pair = _stack.Pop(2);
                _stack.Top<PickleDict>().SetAll(pair);
                break;
            case PickleOpcode.SetItems:
                var pairs = _stack.PopToMark();
                _stack.Top<PickleDict>().SetAll(pairs);
                break;
            default:
                return false;
        }

        return true;
    }

    private bool Call(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Global:
                _stack.Push(PickleGlobals.Find(Line(), Line()));
                break;
            case PickleOpcode.StackGlobal:
                var name = _stack.Pop<string>();
                _stack.Push(PickleGlobals.Find(_stack.Pop<string>(), name));
                break;
            case PickleOpcode.Reduce or PickleOpcode.NewObj:
                var arguments = _stack.Pop<PickleTuple>();
                _stack.Push(PickleCalls.Make(_stack.Pop<PickleGlobal>(), arguments.Items));
                break;
            case PickleOpcode.Build:
                var state = _stack.Pop();
                PickleCalls.Complete(_stack.Top(), state);
                break;
            case PickleOpcode.BinPersId:
                _stack.Push(storages.Resolve(StorageName.From(_stack.Pop<PickleTuple>().Items)));
                break;
            default:
                return false;
        }

        return true;
    }

    /// <summary>Text to the end of the line.</summary>
    private string Line()
    {
        var text = new StringBuilder();
        for (var next = bytes.Byte(); next != '\n'; next = bytes.Byte())
        {
            text.Append((char)next);
            if (text.Length > LongestLine)
            {
                throw new CheckpointException("The file is damaged: a pickle names something too long.");
            }
        }

        return text.ToString();
    }
}
