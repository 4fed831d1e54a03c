namespace Pipeline.Worker.Models.Catalogue;

/// <summary>A file could not be fetched; the message says what to do.</summary>
internal sealed class PullException(string message, Exception? inner = null) : Exception(message, inner);
