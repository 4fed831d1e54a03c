namespace Pipeline.Worker.Storage;

/// <summary>What a store keeps beside the bytes.</summary>
/// <param name="ContentType">Media type.</param>
/// <param name="Metadata">Names, each an identifier, and their values in ASCII.</param>
internal sealed record BlobLabels(string ContentType, IReadOnlyDictionary<string, string> Metadata);
