using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Worker.Marketplaces;

namespace Pipeline.Embedded;

/// <summary>One line of JSON per file.</summary>
internal sealed class JsonVerdicts(TextWriter writer) : IVerdicts
{
    private static readonly JsonSerializerOptions Writing = new(JsonSerializerDefaults.Web)
    {
        // Not for HTML: signs of arithmetic and letters beyond ASCII stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public void Show(VerificationReport report, bool passed) => writer.WriteLine(JsonSerializer.Serialize(
        new
        {
            report.File,
            Preset = report.Marketplace,
            Passed = passed,
            Rules = report.Results.Select(r => new
            {
                r.Rule,
                r.Strength,
                r.Outcome,
                r.Measured,
                r.Demanded,
                Source = r.Source.ToString(),
            }),
            report.NotChecked,
        },
        Writing));

    public void Summarise(int passed, int failed)
    {
        // Each line is a file; a reader counts them.
    }
}
