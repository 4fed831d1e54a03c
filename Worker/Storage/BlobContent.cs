namespace Pipeline.Worker.Storage;

/// <summary>A blob as it was read.</summary>
/// <param name="Bytes">The whole content.</param>
/// <param name="ETag">The store's version of exactly these bytes.</param>
internal sealed record BlobContent(byte[] Bytes, string ETag);
