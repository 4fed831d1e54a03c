using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsvHelper;

namespace Pipeline.Dispatcher.Reports;

/// <summary>Rows as text: one JSON object per line, and CSV by RFC 4180.</summary>
public static class ReportTables
{
    /// <summary>The first line of the CSV, without its break.</summary>
    public const string CsvHeader = "photo,outcome,reason,detail,confidence,warnings,files,bytes,seconds,chain";

    /// <summary>The first line of a CSV with article numbers, without its break.</summary>
    public const string CsvHeaderWithSku = CsvHeader + ",sku";

    private const string Break = "\r\n";

    /// <summary>A name such as <c>=1+1</c> would be a formula to a spreadsheet: it gets an apostrophe in front.</summary>
    private static readonly CsvWriterOptions Csv = new()
    {
        NewLine = Break,
        Injection = CsvInjection.Escape,
        BufferSize = 1 << 12,
    };

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>One line, without its break.</summary>
    public static string ToJsonLine(ReportRow row) => JsonSerializer.Serialize(row, Json);

    /// <summary>One record, without its break; lists are joined by spaces.</summary>
    public static string ToCsvLine(ReportRow row) => Line(row, static (_, _) => { });

    /// <summary>The same with the article number at its end.</summary>
    public static string ToCsvLineWithSku(ReportRow row) => Line(row, static (csv, row) => csv.WriteField(row.Sku));

    private static string Line(ReportRow row, Action<CsvWriter, ReportRow> addLast)
    {
        using var text = new StringWriter();
        using (var csv = CsvWriter.Create(text, Csv))
        {
            WriteFields(csv, row);
            addLast(csv, row);
            csv.EndRecord();
        }

        return text.ToString()[..^Break.Length];
    }

    private static void WriteFields(CsvWriter csv, ReportRow row)
    {
        csv.WriteField(row.Photo);
        csv.WriteField(row.Outcome);
        csv.WriteField(row.Reason?.ToString());
        csv.WriteField(row.Detail);
        csv.WriteField(row.Confidence?.ToString(CultureInfo.InvariantCulture));
        csv.WriteField(string.Join(' ', row.Warnings));
        csv.WriteField(string.Join(' ', row.Renditions.Select(rendition => rendition.Blob.Name)));
        csv.WriteField(row.Renditions.Count == 0
            ? null
            : row.Renditions.Sum(rendition => rendition.Bytes).ToString(CultureInfo.InvariantCulture));
        csv.WriteField(row.Seconds?.ToString(CultureInfo.InvariantCulture));
        csv.WriteField(row.Chain);
    }
}
