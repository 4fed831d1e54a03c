using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>What happens to a file that stands where a cutout should go and that this job did not make.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IfExists>))]
public enum IfExists
{
    /// <summary>The job fails with <see cref="FailureReason.OutputExists"/>; the file stays.</summary>
    Fail,

    /// <summary>The file is replaced.</summary>
    Replace,

    /// <summary>The photo is passed over; the file stays, and nothing has failed.</summary>
    Skip,
}
