namespace Pipeline.Worker.Storage;

/// <summary>The blob is not the version that was asked for.</summary>
internal sealed class BlobChangedException() : Exception("Another version was asked for.");
