namespace Pipeline.Dispatcher.Storage;

/// <summary>A blob as a listing shows it.</summary>
/// <param name="Name">Inside its container.</param>
/// <param name="ETag">Its version, without quotes.</param>
/// <param name="Bytes">Its size.</param>
public sealed record StoredPhoto(string Name, string ETag, long Bytes);
