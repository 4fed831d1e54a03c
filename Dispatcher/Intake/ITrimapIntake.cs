using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Intake;

/// <summary>Where the caller's own trimaps come from.</summary>
public interface ITrimapIntake
{
    /// <summary>Lists the trimaps, in ordinal order of their names; null when none are supplied at all.</summary>
    /// <exception cref="UnreadableTrimapsException">The source, or a part of it, cannot be listed.</exception>
    IReadOnlyList<BlobRef>? List(CancellationToken cancellation);

    /// <summary>The version of a trimap; changes whenever its content does.</summary>
    /// <exception cref="IOException">The trimap is gone or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The trimap may not be read.</exception>
    Task<string> GetETagAsync(BlobRef trimap, CancellationToken cancellation);
}
