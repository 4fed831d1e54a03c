using System.Text.Json;

namespace Pipeline.Measure.Runs;

/// <summary>
/// A folder of ground truth: <c>alpha/NAME.png</c>, and where they exist <c>images/NAME.*</c>,
/// <c>foreground/NAME.png</c> (straight sRGB), <c>trimaps/NAME.png</c> and <c>scenes.json</c>. Or a folder of masks,
/// which are no mattes: then only the subject and its outline are measured.
/// </summary>
internal sealed class TruthFolder
{
    private static readonly string[] PhotoExtensions = [".jpg", ".png", ".webp", ".jpeg"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly string _root;
    private readonly string? _photos;
    private readonly bool _masks;
    private readonly Dictionary<string, Scene> _scenes;

    private TruthFolder(string root, string alphas, string? photos, bool masks)
    {
        (_root, _photos, _masks) = (root, photos, masks);
        _scenes = masks ? [] : ReadScenes(Path.Combine(root, "scenes.json"));
        Alphas = alphas;
        Names =
        [
            .. Files(alphas).Select(file => Path.ChangeExtension(Path.GetRelativePath(alphas, file), null)
                .Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal),
        ];
        if (Names.Count == 0)
        {
            throw new MeasureException(masks ? $"No masks in {alphas}." : $"No true alphas in {alphas}.");
        }
    }

    /// <summary>The folder of the true alphas or masks.</summary>
    public string Alphas { get; }

    public IReadOnlyList<string> Names { get; }

    /// <exception cref="MeasureException">There is nothing to score against.</exception>
    public static TruthFolder Mattes(string root) =>
        new(root, Path.Combine(root, "alpha"), Path.Combine(root, "images"), masks: false);

    /// <inheritdoc cref="Mattes"/>
    /// <param name="root">Grey masks, above 127 is subject.</param>
    /// <param name="photos">The photos of the same names, for the page.</param>
    public static TruthFolder Masks(string root, string? photos) => new(root, root, photos, masks: true);

    public Scene SceneOf(string name) => _scenes.GetValueOrDefault(name) ?? new Scene { Name = name };

    public TruePicture Read(string name)
    {
        var alpha = Path.Combine(Alphas, name + ".png");
        return _masks
            ? TruePicture.Mask(alpha)
            : TruePicture.Matte(alpha, Existing("trimaps", name), Existing("foreground", name));
    }

    /// <returns>Null when there is no photo.</returns>
    public string? PhotoOf(string name)
    {
        if (_photos is null)
        {
            return null;
        }

        var candidates = PhotoExtensions.Select(extension => name + extension);
        return (SceneOf(name).File is { } file ? candidates.Prepend(file) : candidates)
            .Select(file => Path.Combine(_photos, file)).FirstOrDefault(File.Exists);
    }

    private string? Existing(string folder, string name)
    {
        var file = Path.Combine(_root, folder, name + ".png");
        return File.Exists(file) ? file : null;
    }

    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories)
        : throw new MeasureException($"There is no folder {folder}.");

    private static Dictionary<string, Scene> ReadScenes(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<List<Scene>>(File.ReadAllBytes(file), Json)!
                .ToDictionary(scene => scene.Name, StringComparer.Ordinal);
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            throw new MeasureException($"{file} is no list of scenes: {wrong.Message}");
        }
    }
}
