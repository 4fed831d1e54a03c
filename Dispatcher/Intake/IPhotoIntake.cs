using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Intake;

/// <summary>Where photos come from.</summary>
public interface IPhotoIntake
{
    /// <summary>Lists the photos.</summary>
    PhotoListing List(CancellationToken cancellation);

    /// <summary>The file of a photo that was listed, absolute and without links; null where none was.</summary>
    string? FileOf(string name);

    /// <summary>The version of a photo that was listed; changes whenever its content does.</summary>
    /// <exception cref="IOException">The photo is gone or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The photo may not be read.</exception>
    Task<string> GetETagAsync(BlobRef photo, CancellationToken cancellation);
}
