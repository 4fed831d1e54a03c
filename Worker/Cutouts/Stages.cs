namespace Pipeline.Worker.Cutouts;

/// <summary>The names of the stages, in order. Operators see them; frozen.</summary>
internal static class Stages
{
    public const string Read = "read";
    public const string Decode = "decode";
    public const string Segment = "segment";
    public const string Trimap = "trimap";
    public const string Matte = "matte";
    public const string Foreground = "foreground";
    public const string Compose = "compose";
    public const string Encode = "encode";
    public const string Write = "write";
}
