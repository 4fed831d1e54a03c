namespace Pipeline.Worker.Models.Catalogue;

/// <summary>An installed model is not what was installed; the message says which and what to do.</summary>
public sealed class ModelDamagedException(string message, Exception? inner = null) : Exception(message, inner);
