using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Intake;

/// <summary>Where photos come from.</summary>
public interface IPhotoIntake
{
    /// <summary>Lists the photos of a source in ordinal order of their names.</summary>
    /// <exception cref="IOException">The source cannot be listed.</exception>
    IEnumerable<IntakeItem> List(CancellationToken cancellation);

    /// <summary>The version of a photo; changes whenever its content does.</summary>
    /// <exception cref="IOException">The photo is gone or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The photo may not be read.</exception>
    Task<string> GetETagAsync(BlobRef photo, CancellationToken cancellation);
}
