namespace Pipeline.Dispatcher.Storage;

/// <summary>A blob as a listing shows it.</summary>
/// <param name="Name">Inside its container.</param>
/// <param name="ETag">Its version, without quotes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="JobKey">Of a rendition that was looked up: the job that wrote it; else null.</param>
/// <param name="MediaType">As whoever uploaded it has stated it; null where nobody did or nobody asked.</param>
public sealed record StoredPhoto(string Name, string ETag, long Bytes, string? JobKey = null, string? MediaType = null);
