namespace Pipeline.Studio.Scenes;

/// <summary>What makes a picture hard; the names in scene lists.</summary>
internal static class Traits
{
    public const string WhiteOnWhite = "white-on-white";
    public const string BlackOnBlack = "black-on-black";
    public const string Hair = "hair";
    public const string Fur = "fur";
    public const string Thin = "thin";
    public const string Holes = "holes";
    public const string Lace = "lace";
    public const string Glass = "glass";
    public const string Smoke = "smoke";
    public const string MotionBlur = "motion-blur";
    public const string ShallowFocus = "shallow-focus";
    public const string Reflection = "reflection";
    public const string Several = "several";
    public const string Noise = "noise";
    public const string Cropped = "cropped";

    public static readonly string[] All =
    [
        WhiteOnWhite, BlackOnBlack, Hair, Fur, Thin, Holes, Lace, Glass, Smoke, MotionBlur, ShallowFocus, Reflection,
        Several, Noise, Cropped,
    ];
}
