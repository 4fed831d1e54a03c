using System.Text.Json;

namespace Pipeline.Measure.Runs;

/// <summary>
/// What <c>deploy/cutout</c> recorded of its cutouts in <c>.pipeline/</c> beside them: confidence and warnings, where
/// the records have them.
/// </summary>
internal static class RecordedOutcomes
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <returns>The newest by name of the cutout without extension; empty when nothing is recorded.</returns>
    /// <exception cref="MeasureException">A record cannot be read.</exception>
    public static Dictionary<string, ChainOutcome> Beside(string cutouts)
    {
        var folder = Path.Combine(cutouts, ".pipeline");
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return Directory.EnumerateFiles(folder, "*.json").Select(Read)
            .OrderBy(record => record.FinishedAt)
            .GroupBy(record => Path.ChangeExtension(record.Renditions[0].Blob.Name, null), StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => new ChainOutcome(null, group.Last().Quality?.Confidence, group.Last().Quality?.Warnings));
    }

    private static Record Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Record>(File.ReadAllBytes(file), Json)
                ?? throw new MeasureException($"{file} is empty.");
        }
        catch (JsonException wrong)
        {
            throw new MeasureException($"{file} is no record of a cutout: {wrong.Message}");
        }
    }

    private sealed record Record
    {
        public required IReadOnlyList<Rendition> Renditions { get; init; }

        public Quality? Quality { get; init; }

        public DateTimeOffset FinishedAt { get; init; }
    }

    private sealed record Rendition
    {
        public required Blob Blob { get; init; }
    }

    private sealed record Blob
    {
        public required string Name { get; init; }
    }

    private sealed record Quality
    {
        public double? Confidence { get; init; }

        public IReadOnlyList<string>? Warnings { get; init; }
    }
}
