using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>
/// Why a photo did not become a cutout. Closed: consumers may switch over it, and a new member is a new minor version.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureReason>))]
public enum FailureReason
{
    /// <summary>The bytes are no picture in any known format.</summary>
    NotAnImage,

    /// <summary>A picture that starts well and then is truncated or corrupt.</summary>
    Damaged,

    /// <summary>More bytes than the limit.</summary>
    TooManyBytes,

    /// <summary>More pixels than the limit, or more passes over them than a photo has.</summary>
    TooManyPixels,

    /// <summary>
    /// An animation or a document of several pages, and the recipe does not ask for the first; or too many.
    /// </summary>
    TooManyFrames,

    /// <summary>Too small to tell a subject from its background.</summary>
    TooSmall,

    /// <summary>The source is gone.</summary>
    SourceMissing,

    /// <summary>The source, or the trimap supplied with it, is not the version that was submitted.</summary>
    SourceChanged,

    /// <summary>The source or its trimap could not be read: permission or a fault of the store.</summary>
    SourceUnreadable,

    /// <summary>Nothing in the picture stands out as a subject, or the supplied trimap holds none.</summary>
    NoSubject,

    /// <summary>Another file stands at the destination.</summary>
    OutputExists,

    /// <summary>The worker's digest of the chain is not the one submitted.</summary>
    ChainMismatch,

    /// <summary>The worker gave up after its retries; the detail names the error.</summary>
    WorkerFault,

    /// <summary>Trimaps were supplied and there is none for this photo, or it is gone.</summary>
    TrimapMissing,

    /// <summary>The supplied trimap has another size than the upright photo.</summary>
    TrimapMismatch,

    /// <summary>The supplied trimap is no picture that is accepted, is damaged, beyond a limit, or in colour.</summary>
    NotATrimap,

    /// <summary>A rendition cannot be brought under the recipe's limit of bytes.</summary>
    OutputTooLarge,

    /// <summary>The mask is asked for and a trimap was supplied, so that there is none.</summary>
    NoMask,

    /// <summary>The background picture is gone, changed, or no picture that is accepted.</summary>
    BackgroundUnusable,

    /// <summary>A region of interest or an area to keep lies outside the photo.</summary>
    AreaOutside,

    /// <summary>A longer side than the limit.</summary>
    SideTooLong,

    /// <summary>The batch was cancelled before the job was begun.</summary>
    Cancelled,

    /// <summary>Workers died while they worked on it, again and again.</summary>
    CrashesWorker,

    /// <summary>
    /// The template gives no name for a rendition that a store accepts, or none that goes with the photo's own recipe.
    /// </summary>
    NameUnusable,

    /// <summary>A picture in a format that is known and cannot be decoded, such as HEIC; the detail names it.</summary>
    UnsupportedFormat,
}
