using System.Text;
using System.Text.RegularExpressions;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Batches;

/// <summary>
/// Names the files that are made of a photo, by a template. Placeholders: <c>{path}</c> is the photo's folder with its
/// closing slash, <c>{name}</c> its file name without extension, <c>{source-ext}</c> its extension without dot,
/// <c>{sku}</c> the file name up to its first underscore, <c>{rendition}</c> the rendition's name and <c>{ext}</c> the
/// extension of the rendition's format.
/// </summary>
public sealed partial class OutputNames
{
    /// <summary>The photo's own name and place.</summary>
    public const string Usual = "{path}{name}.{ext}";

    /// <summary>The same, where a photo becomes several files.</summary>
    public const string UsualOfSeveral = "{path}{name}-{rendition}.{ext}";

    /// <summary>Linux's limit for one component of a path, in bytes.</summary>
    private const int MaxComponentBytes = 255;

    /// <summary>Linux's limit for a whole path, in bytes, without the closing zero.</summary>
    private const int MaxPathBytes = 4095;

    private readonly string _container;
    private readonly string _template;
    private readonly IReadOnlyList<RenditionRecipe> _renditions;
    private readonly string? _folder;

    /// <param name="container">Container of the files.</param>
    /// <param name="recipe">Whose renditions are named; null for the usual recipe.</param>
    /// <param name="template">Null for the usual one.</param>
    /// <param name="folder">
    /// Absolute path of the local folder that the files are written to, whose file system limits the length of names;
    /// null for blob storage.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The template has an unknown placeholder or a brace, or would give all photos or all renditions one name.
    /// </exception>
    public OutputNames(string container, CutoutRecipe? recipe = null, string? template = null, string? folder = null)
    {
        _container = container;
        _folder = folder;
        _renditions = (recipe ?? new CutoutRecipe()).Renditions;
        _template = template ?? (_renditions.Count == 1 ? Usual : UsualOfSeveral);
        if (Placeholders().Replace(_template, "") is var rest && rest.AsSpan().ContainsAny('{', '}'))
        {
            throw new ArgumentException(
                $"'{template}' has more in braces than {{path}}, {{name}}, {{source-ext}}, {{sku}}, {{rendition}} and {{ext}}.",
                nameof(template));
        }

        if (Names("a/b.jpg").SequenceEqual(Names("a/c.jpg")))
        {
            throw new ArgumentException(
                $"'{template}' gives every photo one name; it needs {{name}} or {{sku}}.", nameof(template));
        }

        if (Names("a/b.jpg").Distinct(StringComparer.OrdinalIgnoreCase).Count() < _renditions.Count)
        {
            throw new ArgumentException(
                $"'{template}' gives several renditions one name; it needs {{rendition}}.", nameof(template));
        }
    }

    /// <summary>
    /// The template with the photo's extension added before that of the rendition, so that <c>a.jpg</c> and
    /// <c>a.png</c> become different files. Null where the photos would still have the same names.
    /// </summary>
    /// <param name="photos">Names of photos that would become one file.</param>
    internal string? WithSourceExtension(IReadOnlyCollection<string> photos)
    {
        var end = _template.LastIndexOf(".{ext}", StringComparison.Ordinal);
        if (end < 0 || _template.Contains("{source-ext}", StringComparison.Ordinal))
        {
            return null;
        }

        var template = _template.Insert(end, "-{source-ext}");
        var names = new OutputNames(_container, new CutoutRecipe { Renditions = _renditions }, template, _folder);
        var files = photos.SelectMany(photo => names.Names(photo)).ToList();
        return files.Distinct(StringComparer.OrdinalIgnoreCase).Count() == files.Count ? template : null;
    }

    /// <summary>The files of a photo, in the recipe's order; null where a name is unusable.</summary>
    /// <param name="photo">The photo's name.</param>
    /// <param name="sku">Taken for <c>{sku}</c>; null for the photo's own.</param>
    /// <param name="trouble">Why there are no names, as a sentence.</param>
    public IReadOnlyList<BlobRef>? Of(string photo, string? sku, out string? trouble)
    {
        var names = Names(photo, sku);
        trouble = names.Select(TroubleOf).FirstOrDefault(sentence => sentence is not null);
        return trouble is null ? names.ConvertAll(name => new BlobRef { Container = _container, Name = name }) : null;
    }

    /// <inheritdoc cref="Of(string, string?, out string?)"/>
    public IReadOnlyList<BlobRef>? Of(string photo, string? sku = null) => Of(photo, sku, out _);

    private static string ExtensionOf(PictureFormat format) => format switch
    {
        PictureFormat.Png => "png",
        PictureFormat.WebP => "webp",
        PictureFormat.Jpeg => "jpg",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    private string? TroubleOf(string name)
    {
        const string Remedy = "Rename the photo, or name the files with --name.";
        if (name.Length > BlobRef.MaxNameLength)
        {
            return $"A file's name would have {name.Length} characters; {BlobRef.MaxNameLength} are the limit. {Remedy}";
        }

        if (!BlobRef.IsName(name))
        {
            return "A file's name would have an empty part, a part . or .., a backslash or a control character. " + Remedy;
        }

        return name.StartsWith(".pipeline/", StringComparison.Ordinal)
            ? "A file would lie in .pipeline, where the records are kept. " + Remedy
            : _folder is null ? null : LocalTroubleOf(_folder, name, Remedy);
    }

    private static string? LocalTroubleOf(string folder, string name, string remedy)
    {
        var longest = name.Split('/').Max(Encoding.UTF8.GetByteCount);
        if (longest > MaxComponentBytes)
        {
            return $"A file's name would have {longest} bytes; {MaxComponentBytes} are the file system's limit. {remedy}";
        }

        var whole = Encoding.UTF8.GetByteCount(folder) + 1 + Encoding.UTF8.GetByteCount(name);
        return whole > MaxPathBytes
            ? $"A file's path would have {whole} bytes; {MaxPathBytes} are the file system's limit. {remedy}"
            : null;
    }

    private List<string> Names(string photo, string? sku = null) => [.. _renditions.Select(rendition =>
        Placeholders().Replace(_template, match => match.Value switch
        {
            "{path}" => photo[..(photo.LastIndexOf('/') + 1)],
            "{name}" => Path.GetFileNameWithoutExtension(photo),
            "{source-ext}" => Path.GetExtension(photo).TrimStart('.'),
            "{sku}" => sku ?? Path.GetFileNameWithoutExtension(photo).Split('_')[0],
            "{rendition}" => rendition.Name,
            _ => ExtensionOf(rendition.Format),
        }))];

    [GeneratedRegex(@"\{(path|name|source-ext|sku|rendition|ext)\}")]
    private static partial Regex Placeholders();
}
