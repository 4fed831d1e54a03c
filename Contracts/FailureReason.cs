using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>
/// Why a photo did not become a cutout. Closed: consumers may switch over it, and a new member is a new minor version.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureReason>))]
public enum FailureReason
{
    /// <summary>The bytes are no picture in any format that is accepted.</summary>
    NotAnImage,

    /// <summary>A picture that starts well and then is truncated or corrupt.</summary>
    Damaged,

    /// <summary>More bytes than the limit.</summary>
    TooManyBytes,

    /// <summary>More pixels, or a longer side, than the limit.</summary>
    TooManyPixels,

    /// <summary>An animation or a document of several pages.</summary>
    TooManyFrames,

    /// <summary>Too small to tell a subject from its background.</summary>
    TooSmall,

    /// <summary>The source is gone.</summary>
    SourceMissing,

    /// <summary>The source is not the version that was submitted.</summary>
    SourceChanged,

    /// <summary>The source could not be read: permission or a fault of the store.</summary>
    SourceUnreadable,

    /// <summary>Nothing in the picture stands out as a subject.</summary>
    NoSubject,

    /// <summary>Another file stands at the destination.</summary>
    OutputExists,

    /// <summary>The worker's digest of the chain is not the one submitted.</summary>
    ChainMismatch,

    /// <summary>The worker gave up after its retries; the detail names the error.</summary>
    WorkerFault,
}
