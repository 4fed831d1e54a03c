namespace Pipeline.Dispatcher.Intake;

/// <summary>One file or folder that a walk has come upon.</summary>
/// <param name="Name">Relative to the folder that is walked, with forward slashes, through links by their own names.</param>
/// <param name="Path">Absolute, with every link followed.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Trouble">Why it cannot be listed, as a sentence; null for all other kinds.</param>
internal sealed record FolderEntry(string Name, string Path, FolderEntryKind Kind, string? Trouble = null);
