namespace Pipeline.Worker.Storage;

/// <summary>The blob is larger than the reader accepts.</summary>
internal sealed class BlobTooLargeException(long length, long maxBytes)
    : Exception($"{length} bytes where {maxBytes} are accepted.");
