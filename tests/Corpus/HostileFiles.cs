
namespace Pipeline.Corpus;

/// <summary>Some hundred files that no photo folder should hold, and some day one does.</summary>
internal static class HostileFiles
{
    private const int FlipsPerFile = 3;

    private static readonly double[] Cuts = [0.1, 0.3, 0.6, 0.9];

    public static IEnumerable<HostileFile> All()
    {
        var valid = ValidFiles.All(Chart.Make(64, 48)).ToList();
        return Truncated(valid).Concat(Flipped(valid)).Concat(Disguised(valid)).Concat(NoPictures.All())
            .Concat(BombFiles.All()).Concat(BrokenFiles.All());
    }

    private static IEnumerable<HostileFile> Truncated(IEnumerable<ValidFile> valid) =>
        from file in valid
        from cut in Cuts
        select new HostileFile($"cut-{cut * 100:00}-{file.Name}", file.Bytes[..(int)(file.Bytes.Length * cut)]);

    private static IEnumerable<HostileFile> Flipped(IEnumerable<ValidFile> valid)
    {
        var random = new Random(1);
        foreach (var file in valid)
        {
            for (var i = 0; i < FlipsPerFile; i++)
            {
                var bytes = file.Bytes.ToArray();
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                yield return new HostileFile($"flipped-{i}-{file.Name}", bytes);
            }
        }
    }

    /// <summary>The content counts, not the name: these are pictures.</summary>
    private static IEnumerable<HostileFile> Disguised(IEnumerable<ValidFile> valid)
    {
        string[] endings = [".jpg", ".png", ".webp", ".tif", ".gif", ".bmp", ".avif"];
        return valid.Where((_, i) => i % 6 == 0).Select((file, i) => new HostileFile(
            $"disguised-{Path.GetFileNameWithoutExtension(file.Name)}{endings[i % endings.Length]}", file.Bytes));
    }
}
