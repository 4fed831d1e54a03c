using System.Text.Json.Serialization;

namespace Pipeline.Dispatcher.Ledger;

/// <summary>Where the photos of a batch are listed. The names are stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SourceKind>))]
public enum SourceKind
{
    /// <summary>A container, or the names in it that begin with a prefix.</summary>
    Blobs,

    /// <summary>A local folder, uploaded first.</summary>
    Folder,

    /// <summary>A local list of blobs as CSV or JSON lines.</summary>
    Manifest,
}
