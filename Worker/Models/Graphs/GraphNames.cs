namespace Pipeline.Worker.Models.Graphs;

/// <summary>Names of the inputs and outputs of the graphs made here.</summary>
internal static class GraphNames
{
    /// <summary>In: [N, H, W, 3], bytes, blue first.</summary>
    public const string Picture = "picture";

    /// <summary>In, of matting networks: [N, H, W], bytes: 0, 128, 255.</summary>
    public const string Trimap = "trimap";

    /// <summary>Out, of matting networks: [N, 1, H, W], raw.</summary>
    public const string Alpha = "alpha";

    /// <summary>Out, of segmenters: [N, 1, h, w], probability 0..1.</summary>
    public const string Foreground = "foreground";

    /// <summary>Out, of segmenters: [N, C, h, w], a score for each class.</summary>
    public const string Logits = "logits";
}
