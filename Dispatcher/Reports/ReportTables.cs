using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Dispatcher.Reports;

/// <summary>Rows as text: one JSON object per line, and CSV by RFC 4180.</summary>
public static class ReportTables
{
    /// <summary>The first line of the CSV.</summary>
    public const string CsvHeader = "photo,outcome,reason,detail,confidence,warnings,files,bytes,seconds,chain";

    /// <summary>The first line of a CSV with article numbers.</summary>
    public const string CsvHeaderWithSku = CsvHeader + ",sku";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>One line, without its break.</summary>
    public static string ToJsonLine(ReportRow row) => JsonSerializer.Serialize(row, Json);

    /// <summary>One record, without its break; lists are joined by spaces.</summary>
    public static string ToCsvLine(ReportRow row) => string.Join(',', new[]
    {
        row.Photo,
        row.Outcome,
        row.Reason?.ToString(),
        row.Detail,
        row.Confidence?.ToString(CultureInfo.InvariantCulture),
        string.Join(' ', row.Warnings),
        string.Join(' ', row.Renditions.Select(rendition => rendition.Blob.Name)),
        row.Renditions.Count == 0 ? null : row.Renditions.Sum(rendition => rendition.Bytes).ToString(CultureInfo.InvariantCulture),
        row.Seconds?.ToString(CultureInfo.InvariantCulture),
        row.Chain,
    }.Select(Field));

    /// <summary>The same with the article number at its end.</summary>
    public static string ToCsvLineWithSku(ReportRow row) => $"{ToCsvLine(row)},{Field(row.Sku)}";

    private static string Field(string? text)
    {
        var safe = new StringBuilder(text);
        // A spreadsheet would take such a name for a formula.
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..])
        {
            safe.Insert(0, '\'');
        }

        return safe.ToString() is var field && field.AsSpan().ContainsAny("\",\r\n")
            ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe.ToString();
    }
}
