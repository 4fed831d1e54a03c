namespace Pipeline.Dispatcher.Intake;

/// <summary>What a walk through a folder has come upon.</summary>
internal enum FolderEntryKind
{
    /// <summary>A file, or a link to one.</summary>
    File,

    /// <summary>A link that leads to nothing.</summary>
    DeadLink,

    /// <summary>A folder that cannot be listed.</summary>
    Unreadable,

    /// <summary>A folder of results of an earlier run; it is not looked into.</summary>
    Results,

    /// <summary>A link to a folder that it lies in itself; it is not followed.</summary>
    Loop,
}
