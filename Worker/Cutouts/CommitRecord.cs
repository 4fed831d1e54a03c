using Pipeline.Contracts;

namespace Pipeline.Worker.Cutouts;

/// <summary>What the commit record of a job says.</summary>
/// <param name="Exists">There is a record.</param>
/// <param name="Finished">The event in it, or null when the job is not done, whatever the record says.</param>
internal readonly record struct CommitRecord(bool Exists, BackgroundRemoved? Finished);
