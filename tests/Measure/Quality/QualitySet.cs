namespace Pipeline.Measure.Quality;

/// <summary>Photographs and their masks, which have the same names apart from the ending.</summary>
/// <param name="Name">What the set is called.</param>
/// <param name="Pictures">In the order of their names, at least one.</param>
internal sealed record QualitySet(string Name, IReadOnlyList<QualityPicture> Pictures)
{
    private static readonly string[] PhotoEndings = [".jpg", ".jpeg", ".png", ".webp"];

    /// <summary>Reads <c>NAME=PHOTOS:MASKS</c> and looks into the folders, not into those in them.</summary>
    /// <exception cref="MeasureException">It is written otherwise, or a photo or a mask is without the other.</exception>
    public static QualitySet Parse(string text)
    {
        var (name, folders) = Halves(text, '=', text);
        var (photos, masks) = Halves(folders, ':', text);
        return name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0
            ? new QualitySet(name, Pair(name, Files(photos, PhotoEndings), Files(masks, [".png"])))
            : throw new MeasureException($"'{name}' cannot be a set's name, since files are named after it.");
    }

    /// <exception cref="MeasureException">As of <see cref="Parse"/>, or two sets have one name.</exception>
    public static IReadOnlyList<QualitySet> ParseAll(IEnumerable<string> texts)
    {
        var sets = texts.Select(Parse).ToList();
        var twice = sets.GroupBy(set => set.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? sets : throw new MeasureException($"There are two sets '{twice.Key}'.");
    }

    private static (string First, string Second) Halves(string text, char separator, string whole)
    {
        var halves = text.Split(separator, 2);
        return halves.Length == 2 && halves.All(half => half.Length > 0)
            ? (halves[0], halves[1])
            : throw new MeasureException($"'{whole}' is to be NAME=PHOTOS:MASKS.");
    }

    /// <summary>By name without the ending.</summary>
    private static Dictionary<string, string> Files(string folder, string[] endings)
    {
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Commands.Existing(new DirectoryInfo(folder))))
        {
            if (endings.Contains(Path.GetExtension(file).ToLowerInvariant())
                && !files.TryAdd(Path.GetFileNameWithoutExtension(file), file))
            {
                throw new MeasureException($"In {folder} there are two files '{Path.GetFileNameWithoutExtension(file)}'.");
            }
        }

        return files;
    }

    private static List<QualityPicture> Pair(
        string set, Dictionary<string, string> photos, Dictionary<string, string> masks)
    {
        RequireAll($"Set '{set}': no mask for", photos.Keys.Except(masks.Keys));
        RequireAll($"Set '{set}': no photo for", masks.Keys.Except(photos.Keys));
        return photos.Count == 0
            ? throw new MeasureException($"Set '{set}' has no photos.")
            : [.. photos.Keys.Order(StringComparer.Ordinal).Select(name => new QualityPicture(name, photos[name], masks[name]))];
    }

    private static void RequireAll(string what, IEnumerable<string> missing)
    {
        var names = missing.Order(StringComparer.Ordinal).ToList();
        if (names.Count > 0)
        {
            throw new MeasureException($"{what} {string.Join(", ", names)}.");
        }
    }
}
