using System.Globalization;
using Pipeline.Studio;

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
          render OUT --count N --seed S [--size WxH] [--samples 2|4|8]
              N random scenes: images/, alpha/ (8-bit grey), foreground/ (straight sRGB) and scenes.json

        --samples is the side of the grid of camera rays per pixel; outlines get twice the side.
        """));
    return code;
}
