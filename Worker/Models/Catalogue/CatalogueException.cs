namespace Pipeline.Worker.Models.Catalogue;

/// <summary>A catalogue that says something that cannot be.</summary>
internal sealed class CatalogueException(string message, Exception? inner = null) : Exception(message, inner);
