namespace Pipeline.Measure.Runs;

/// <summary>Pictures that have something in common, and their means.</summary>
/// <param name="Kind">What they have in common: all, background or trait.</param>
/// <param name="Name">Which.</param>
/// <param name="Pictures">At least one.</param>
internal sealed record ScoreGroup(string Kind, string Name, IReadOnlyList<PictureScore> Pictures)
{
    /// <summary>Over those pictures that have the figure; null when none has.</summary>
    public double? Mean(MetricKind metric)
    {
        var values = Pictures.Select(picture => picture.Value(metric)).OfType<double>().ToList();
        return values.Count == 0 ? null : values.Average();
    }

    /// <summary>
    /// All pictures, then by kind of background, then by trait; a picture counts for each of its traits.
    /// </summary>
    public static IReadOnlyList<ScoreGroup> Of(IReadOnlyList<PictureScore> pictures)
    {
        var backgrounds = pictures.Where(picture => picture.Background is not null)
            .GroupBy(picture => picture.Background!, StringComparer.Ordinal)
            .Select(group => new ScoreGroup("background", group.Key, [.. group]));
        var traits = pictures.SelectMany(picture => picture.Traits.Distinct(), (picture, trait) => (picture, trait))
            .GroupBy(pair => pair.trait, pair => pair.picture, StringComparer.Ordinal)
            .Select(group => new ScoreGroup("trait", group.Key, [.. group]));
        return
        [
            new ScoreGroup("all", "all", pictures),
            .. backgrounds.OrderBy(group => group.Name, StringComparer.Ordinal),
            .. traits.OrderBy(group => group.Name, StringComparer.Ordinal),
        ];
    }
}
