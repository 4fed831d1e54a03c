using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Embedded.Reports;

/// <summary>
/// The page: all rows as data inside it, drawn by the script of <c>report.html</c> as far as one has scrolled, so that
/// ten thousand photos open as quickly as ten.
/// </summary>
internal static class ReportPage
{
    private const string Resource = "report.html";
    private const string Place = "/*ROWS*/";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The whole page; the least confident first, failures before them.</summary>
    public static string Of(IEnumerable<ReportCard> cards)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        using var reader = new StreamReader(stream);
        var ordered = cards
            .OrderBy(card => card.Row.Confidence ?? (card.Row.Outcome == "failed" ? -1 : 2))
            .ThenBy(card => card.Row.Photo, StringComparer.Ordinal);

        // The serialiser escapes < and > itself, so that no name ends the script.
        return reader.ReadToEnd().Replace(Place, JsonSerializer.Serialize(ordered, Json), StringComparison.Ordinal);
    }
}
