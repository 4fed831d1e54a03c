using System.Globalization;
using Pipeline.Studio;
using Pipeline.Studio.Scenes;

try
{
    return args switch
    {
        ["samples", var output, .. var rest] => SamplesCommand.Run(output, new Arguments(rest)),
        ["render", var output, .. var rest] => RenderCommand.Run(output, new Arguments(rest)),
        ["--help" or "-h"] => Help(Console.Out, 0),
        _ => Help(Console.Error, 2),
    };
}
catch (Exception wrong) when (wrong is ArgumentException or FormatException or OverflowException)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}

static int Help(TextWriter to, int code)
{
    to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
        Renders product photographs of our own with exact ground truth.

          samples OUT [--truth DIR] [--only NAME] [--samples 2|4|8]
              the sample photographs; the same bytes every time
          render OUT [--count N] [--seed S] [--size WxH] [--samples 2|4|8] [--only TRAITS] [--kind BACKGROUNDS]
                     [--reduced N]
              N random scenes: images/, alpha/ (8-bit grey), foreground/ (straight sRGB) and scenes.json;
              usually 1 picture, seed 1, 640x640, 4 samples
              --only: scenes with one of these traits, by commas:
                {string.Join(", ", Traits.All[..8])},
                {string.Join(", ", Traits.All[8..])}
              --kind: scenes before one of these:
                {string.Join(", ", Backdrops.Kinds)}
              --reduced: as if reduced N times from a larger picture: 1/N of the noise, no JPEG
              A seed is one picture, and the same one however it was asked for.

        --samples is half the side of the grid of camera rays per pixel on outlines.
        """));
    return code;
}
