namespace Pipeline.Worker.Inference;

/// <summary>The provider that was asked for does not run here; the message says why and what to do.</summary>
public sealed class ProviderUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
