namespace Pipeline.Corpus;

/// <summary>
/// Valid files with damage, most of it where headers are. The same seed and index give the same file, so that a finding
/// can be looked at again.
/// </summary>
internal sealed class Mutator(int seed)
{
    private const int MostChanges = 4;

    private static readonly long[] Telling =
    [
        0, 1, 2, 16, 127, 128, 255, 256, 16_383, 16_384, 32_767, 32_768, 65_500, 65_535, 65_536, 1 << 24,
        0x7FFFFFFF, 0x80000000, 0xFFFFFFFF,
    ];

    private readonly IReadOnlyList<ValidFile> _valid = [.. ValidFiles.All(Chart.Make(48, 36))];

    public MutatedFile Make(int index)
    {
        var random = new Random(HashCodeOf(seed, index));
        var from = _valid[random.Next(_valid.Count)];
        var bytes = from.Bytes.ToList();
        for (var i = random.Next(MostChanges); i >= 0; i--)
        {
            Change(bytes, random, PlaceIn(from, bytes.Count, random));
        }

        var file = bytes.ToArray();
        // Otherwise each change would end at a checksum.
        var isPng = from.Name.EndsWith(".png", StringComparison.Ordinal);
        return new MutatedFile(from.Name, isPng && random.Next(4) > 0 ? PngChunks.Refresh(file) : file);
    }

    /// <summary>
    /// Behind the mark, mostly near the beginning; of TIFF also near the end, where directories stand.
    /// </summary>
    private static int PlaceIn(ValidFile from, int length, Random random)
    {
        var isTiff = from.Name.StartsWith("tiff", StringComparison.Ordinal);
        var place = random.Next(10) switch
        {
            < 5 when isTiff => length - 1 - random.Next(Math.Min(length, 400)),
            < 6 => random.Next(4, 128),
            < 9 => random.Next(4, 1024),
            _ => random.Next(4, int.MaxValue),
        };
        return length == 0 ? 0 : Math.Abs(place) % length;
    }

    private static void Change(List<byte> bytes, Random random, int at)
    {
        var rest = bytes.Count - at;
        switch (random.Next(9))
        {
            case 0 or 1 when rest > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2 when rest > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3 or 4 or 5:
                var value = Telling[random.Next(Telling.Length)];
                Overwrite(bytes, at, value, random.Next(2) == 0 ? 2 : 4, random.Next(2) == 0);
                break;
            case 6:
                bytes.RemoveRange(at, Math.Min(rest, 1 + random.Next(random.Next(4) == 0 ? bytes.Count + 1 : 16)));
                break;
            case 7:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(rest, 1 + random.Next(64))));
                break;
            default:
                var noise = new byte[1 + random.Next(16)];
                random.NextBytes(noise);
                bytes.InsertRange(at, noise);
                break;
        }
    }

    private static void Overwrite(List<byte> bytes, int at, long value, int size, bool isBigEndian)
    {
        for (var i = 0; i < size && at + i < bytes.Count; i++)
        {
            bytes[at + i] = (byte)(value >> (8 * (isBigEndian ? size - 1 - i : i)));
        }
    }

    /// <summary>The framework's own hash differs from run to run.</summary>
    private static int HashCodeOf(int seed, int index) => unchecked((seed * 486_187_739) ^ (index * 16_777_619));
}
