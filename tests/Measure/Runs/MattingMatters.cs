using Microsoft.Extensions.Options;
using Pipeline.Worker.Matting;

namespace Pipeline.Measure.Runs;

/// <summary>The matters that can be measured, by name, with default options.</summary>
internal static class MattingMatters
{
    private static readonly Dictionary<string, Func<IOptions<MattingOptions>, IAlphaMatter>> Known = new()
    {
        ["closed-form"] = options => new ClosedFormMatter(options),
        ["knn"] = options => new KnnMatter(options),
        ["colour-model"] = options => new ColourModelMatter(options),
    };

    public static IEnumerable<string> Names => Known.Keys;

    /// <exception cref="MeasureException">There is no such matter.</exception>
    public static IAlphaMatter Make(string name) => Known.TryGetValue(name, out var make)
        ? make(Options.Create(new MattingOptions()))
        : throw new MeasureException($"There is no matter '{name}', only {string.Join(", ", Names)}.");
}
