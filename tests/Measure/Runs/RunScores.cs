using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Measure.Runs;

/// <summary>What scores.json of a run holds.</summary>
internal sealed record RunScores
{
    public const string FileName = "scores.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What was measured, for people.</summary>
    public required string Title { get; init; }

    /// <summary>The worst picture first.</summary>
    public required IReadOnlyList<PictureScore> Pictures { get; init; }

    /// <summary>Worst first: by IoU, then by the whole picture's MSE, then by name.</summary>
    public static RunScores Of(string title, IEnumerable<PictureScore> pictures) => new()
    {
        Title = title,
        Pictures =
        [
            .. pictures.OrderBy(picture => picture.Iou)
                .ThenByDescending(picture => picture.Value(MetricKinds.Mse) ?? 0)
                .ThenBy(picture => picture.Name, StringComparer.Ordinal),
        ],
    };

    /// <param name="run">A run's folder, or its scores.json.</param>
    /// <exception cref="MeasureException">There are no scores, or they cannot be read.</exception>
    public static RunScores Read(string run)
    {
        var file = Directory.Exists(run) ? Path.Combine(run, FileName) : run;
        try
        {
            return JsonSerializer.Deserialize<RunScores>(File.ReadAllBytes(file), Json)
                ?? throw new MeasureException($"{file} is empty.");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new MeasureException($"No scores can be read from {file}: {wrong.Message}");
        }
    }

    public void Write(string run)
    {
        Directory.CreateDirectory(run);
        File.WriteAllText(Path.Combine(run, FileName), JsonSerializer.Serialize(this, Json) + "\n");
    }
}
