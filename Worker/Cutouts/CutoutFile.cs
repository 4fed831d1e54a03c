namespace Pipeline.Worker.Cutouts;

/// <summary>A finished cutout, encoded and not yet written.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Width">Width in pixels, upright.</param>
/// <param name="Height">Height in pixels, upright.</param>
internal sealed record CutoutFile(byte[] Bytes, string ContentType, int Width, int Height);
