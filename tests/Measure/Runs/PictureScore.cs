using System.Text.Json.Serialization;

namespace Pipeline.Measure.Runs;

/// <summary>One picture of a run: what it shows, what became of it and how good that is.</summary>
internal sealed record PictureScore
{
    /// <summary>Relative to the folder, without extension.</summary>
    public required string Name { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Kind of background, when the scenes say so.</summary>
    public string? Background { get; init; }

    public IReadOnlyList<string> Objects { get; init; } = [];

    /// <summary>What makes the scene hard, such as hair or glass.</summary>
    public IReadOnlyList<string> Traits { get; init; } = [];

    /// <summary>Why there is no usable result; then it is scored as alpha 0 everywhere.</summary>
    public string? Failure { get; init; }

    /// <summary>What the chain itself says of the result, 0 to 1.</summary>
    public double? Confidence { get; init; }

    /// <summary>What the chain warns of.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>Share of the picture that is unknown, 0 to 1.</summary>
    public double? UnknownShare { get; init; }

    /// <summary>Start of the SHA-256 of the true alpha's file: runs against other truths are not compared.</summary>
    public required string Truth { get; init; }

    /// <summary>Figures by <see cref="MetricKind.Id"/>; one that cannot be taken is absent.</summary>
    public required IReadOnlyDictionary<string, double> Values { get; init; }

    [JsonIgnore]
    public double Iou => Values[MetricKinds.Iou.Id];

    /// <summary>What a reader should know: failure and warnings.</summary>
    [JsonIgnore]
    public IEnumerable<string> Remarks => [.. Failure is null ? [] : new[] { Failure }, .. Warnings ?? []];

    public double? Value(MetricKind metric) => Values.TryGetValue(metric.Id, out var value) ? value : null;
}
