namespace Pipeline.Corpus;

/// <summary>
/// Checkpoints with damage: in the pickle's instructions and numbers, in the archive's tables, in length. The same seed
/// and index give the same file.
/// </summary>
internal sealed class CheckpointMutator(int seed)
{
    private const int MostChanges = 5;

    private static readonly long[] Telling =
    [
        0, 1, 2, 16, 64, 127, 128, 255, 256, 1001, 65_535, 65_536, 1 << 24, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF,
        1L << 40, long.MaxValue, -1, long.MinValue,
    ];

    /// <summary>Instructions of pickles, those that are refused among them.</summary>
    private static readonly byte[] Instructions =
        [.. "(.012GJKMNQRTUXBCabcdeghijlopqrstu)]}FILPSV"u8, .. Enumerable.Range(0x80, 25).Select(code => (byte)code)];

    public static string NameOf(int index) => CheckpointFiles.Valid[index % CheckpointFiles.Valid.Count];

    public MutatedCheckpoint Make(int index)
    {
        var random = new Random(unchecked((seed * 486_187_739) ^ (index * 16_777_619)));
        var name = NameOf(index);
        var bytes = CheckpointFiles.Read(name).ToList();
        for (var i = random.Next(MostChanges); i >= 0; i--)
        {
            Change(bytes, random);
        }

        var file = bytes.ToArray();
        var isZip = name.EndsWith("zip", StringComparison.Ordinal);
        var isRefreshed = isZip && random.Next(4) > 0;
        if (isRefreshed)
        {
            ZipChecksums.Refresh(file);
        }

        return new MutatedCheckpoint(name, file, isZip && !isRefreshed);
    }

    private static void Change(List<byte> bytes, Random random)
    {
        var at = random.Next(Math.Max(1, bytes.Count));
        var rest = bytes.Count - at;
        switch (random.Next(10))
        {
            case 0 or 1 when rest > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2 when rest > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3 or 4 when rest > 0:
                bytes[at] = Instructions[random.Next(Instructions.Length)];
                break;
            case 5 or 6:
                var value = BitConverter.GetBytes(Telling[random.Next(Telling.Length)]);
                Overwrite(bytes, at, value.AsSpan(0, 1 << random.Next(4)));
                break;
            case 7:
                bytes.RemoveRange(at, Math.Min(rest, 1 + random.Next(random.Next(3) == 0 ? bytes.Count + 1 : 16)));
                break;
            case 8:
                var part = bytes.GetRange(at, Math.Min(rest, 1 + random.Next(32)));
                Overwrite(bytes, random.Next(bytes.Count), [.. part]);
                break;
            default:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(rest, 1 + random.Next(64))));
                break;
        }
    }

    private static void Overwrite(List<byte> bytes, int at, ReadOnlySpan<byte> value)
    {
        for (var i = 0; i < value.Length && at + i < bytes.Count; i++)
        {
            bytes[at + i] = value[i];
        }
    }
}
