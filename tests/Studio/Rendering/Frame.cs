namespace Pipeline.Studio.Rendering;

/// <summary>
/// A rendered picture and its truth, 8 bit, rows top to bottom. <see cref="Picture"/>, <see cref="Foreground"/> and
/// <see cref="Background"/> are sRGB-encoded RGB; <see cref="Alpha"/> is the covered share of the pixel.
/// In these stored values, not in linear light, Picture = α·Foreground + (1 − α)·Background up to one rounding, because
/// that is where the matting literature and every editor compose. Foreground is straight and black where α = 0;
/// Background is black where α = 255.
/// </summary>
internal sealed record Frame(int Width, int Height)
{
    public byte[] Picture { get; init; } = new byte[Width * Height * 3];

    public byte[] Alpha { get; init; } = new byte[Width * Height];

    public byte[] Foreground { get; init; } = new byte[Width * Height * 3];

    public byte[] Background { get; init; } = new byte[Width * Height * 3];
}
