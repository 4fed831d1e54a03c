namespace Pipeline.Contracts;

/// <summary>
/// The warnings that a cutout can carry, as they are written. They are texts and no enum, so that a consumer or a
/// record reader of before a warning was added still reads the event. The thresholds are options of the worker, in
/// <c>Worker:Quality</c>; the defaults stand here.
/// </summary>
public static class CutoutWarnings
{
    /// <summary>The confidence is below 0.75.</summary>
    public const string LowConfidence = "low-confidence";

    /// <summary>The subject holds more than 2 % of a side of the picture, so that part of it may be cut off.</summary>
    public const string SubjectTouchesEdge = "subject-touches-edge";

    /// <summary>The subject takes less than 1 % of the picture: perhaps a detail was taken for it.</summary>
    public const string SmallSubject = "small-subject";

    /// <summary>The subject takes more than 85 % of the picture: perhaps the background was taken for it.</summary>
    public const string LargeSubject = "large-subject";

    /// <summary>More than 40 % of the picture was left to matting, which then guesses more than it knows.</summary>
    public const string WideBand = "wide-band";

    /// <summary>A rendition breaks a rule that its marketplace requires; its verdict says which.</summary>
    public const string MarketplaceRules = "marketplace-rules";

    /// <summary>
    /// The file states a colour space that cannot be converted from, such as high dynamic range; its colours were taken
    /// for sRGB.
    /// </summary>
    public const string ColourSpaceIgnored = "colour-space-ignored";

    /// <summary>The photo came cut out: its own alpha is the cutout's, and no subject was looked for.</summary>
    public const string InputAlphaUsed = "input-alpha-used";

    /// <summary>The photo has transparent pixels and is not cut out; it was laid over white.</summary>
    public const string InputAlphaFlattened = "input-alpha-flattened";

    /// <summary>All of them, in the order in which a cutout lists those that it carries.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        LowConfidence, SubjectTouchesEdge, SmallSubject, LargeSubject, WideBand, MarketplaceRules, ColourSpaceIgnored,
        InputAlphaUsed, InputAlphaFlattened,
    ];
}
