using System.Text.RegularExpressions;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Batches;

/// <summary>
/// Names the files that are made of a photo. In a template stand <c>{path}</c> for the photo's folder with its closing
/// slash, <c>{name}</c> for its file name without ending, <c>{sku}</c> for the name up to its first underscore,
/// <c>{rendition}</c> for the rendition's name and <c>{ext}</c> for the ending of its format.
/// </summary>
public sealed partial class OutputNames
{
    /// <summary>The photo's own name and place.</summary>
    public const string Usual = "{path}{name}.{ext}";

    /// <summary>The same, where a photo becomes several files.</summary>
    public const string UsualOfSeveral = "{path}{name}-{rendition}.{ext}";

    /// <summary>What is to be said of a photo without names.</summary>
    internal const string Unacceptable = "The name of a rendition would be too long, or none that a store accepts.";

    private readonly string _container;
    private readonly string _template;
    private readonly IReadOnlyList<RenditionRecipe> _renditions;

    /// <param name="container">Container of the files.</param>
    /// <param name="recipe">Whose renditions are named; null for the usual recipe.</param>
    /// <param name="template">Null for the usual one.</param>
    /// <exception cref="ArgumentException">
    /// The template has an unknown place-holder or a brace, or would give all photos or all renditions one name.
    /// </exception>
    public OutputNames(string container, CutoutRecipe? recipe = null, string? template = null)
    {
        _container = container;
        _renditions = (recipe ?? new CutoutRecipe()).Renditions;
        _template = template ?? (_renditions.Count == 1 ? Usual : UsualOfSeveral);
        if (Placeholders().Replace(_template, "") is var rest && rest.AsSpan().ContainsAny('{', '}'))
        {
            throw new ArgumentException(
                $"'{template}' has more in braces than {{path}}, {{name}}, {{sku}}, {{rendition}} and {{ext}}.", nameof(template));
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
    /// The files of a photo, in the recipe's order; null where a name would be none that a store accepts.
    /// </summary>
    /// <param name="photo">The photo's name.</param>
    /// <param name="sku">Taken for <c>{sku}</c>; null for the photo's own.</param>
    public IReadOnlyList<BlobRef>? Of(string photo, string? sku = null)
    {
        var names = Names(photo, sku);
        return names.All(BlobRef.IsName)
            ? names.ConvertAll(name => new BlobRef { Container = _container, Name = name })
            : null;
    }

    private static string EndingOf(PictureFormat format) => format switch
    {
        PictureFormat.Png => "png",
        PictureFormat.WebP => "webp",
        PictureFormat.Jpeg => "jpg",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    private List<string> Names(string photo, string? sku = null) => [.. _renditions.Select(rendition =>
        Placeholders().Replace(_template, match => match.Value switch
        {
            "{path}" => photo[..(photo.LastIndexOf('/') + 1)],
            "{name}" => Path.GetFileNameWithoutExtension(photo),
            "{sku}" => sku ?? Path.GetFileNameWithoutExtension(photo).Split('_')[0],
            "{rendition}" => rendition.Name,
            _ => EndingOf(rendition.Format),
        }))];

    [GeneratedRegex(@"\{(path|name|sku|rendition|ext)\}")]
    private static partial Regex Placeholders();
}
