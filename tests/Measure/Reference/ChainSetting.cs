namespace Pipeline.Measure.Reference;

/// <summary>One of our ways to run the two networks.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Chain">Of the catalogue.</param>
/// <param name="Options">Other than the defaults, by their names in the configuration.</param>
internal sealed record ChainSetting(string Name, string Chain, IReadOnlyDictionary<string, string?> Options)
{
    /// <summary>The reference's own steps, to see that the same alpha comes out.</summary>
    public const string SameSteps = "same-steps";

    /// <summary>What a user gets who sets nothing.</summary>
    public const string Default = "default";

    private const string Precision = "Worker:Inference:Precision";

    private const string OwnSteps = "deeplabv3-indexnet";

    public static readonly IReadOnlyList<ChainSetting> All =
    [
        new(SameSteps, "deeplabv3-indexnet-reference", new Dictionary<string, string?>()),
        new(Default, OwnSteps, new Dictionary<string, string?>()),
        new("best", OwnSteps, new Dictionary<string, string?>
        {
            [Precision] = "int8",
            ["Worker:NetworkMatting:MaxMegapixels"] = "0.5",
        }),
        new("lean", OwnSteps, new Dictionary<string, string?>
        {
            [Precision] = "int8",
            ["Worker:NetworkMatting:MaxMegapixels"] = "0.25",
        }),
    ];

    /// <summary>Whether it needs the segmenter in 8 bits.</summary>
    public bool IsInt8 => Options.GetValueOrDefault(Precision) == "int8";

    public static IReadOnlyList<string> Names => [.. All.Select(setting => setting.Name)];

    /// <exception cref="MeasureException">There is none.</exception>
    public static ChainSetting Named(string name) => All.FirstOrDefault(setting => setting.Name == name)
        ?? throw new MeasureException($"There is no setting '{name}'; there are {string.Join(", ", Names)}.");
}
