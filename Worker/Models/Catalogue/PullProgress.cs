namespace Pipeline.Worker.Models.Catalogue;

/// <summary>How far a file has come.</summary>
/// <param name="Bytes">That are here.</param>
/// <param name="Total">That there are; null where nobody said.</param>
internal readonly record struct PullProgress(long Bytes, long? Total);
