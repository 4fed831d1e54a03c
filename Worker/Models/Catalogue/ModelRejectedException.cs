namespace Pipeline.Worker.Models.Catalogue;

/// <summary>A file cannot become the model that it was given as; the message says why.</summary>
internal sealed class ModelRejectedException(string message, Exception? inner = null) : Exception(message, inner);
