using System.Text.Json;

namespace Pipeline.Fleet.Tests.Support;

/// <summary>An event as it came over the wire.</summary>
/// <param name="Exchange">Where it was published.</param>
/// <param name="Body">The JSON.</param>
/// <param name="Headers">As texts.</param>
/// <param name="ContentType">Of the body.</param>
internal sealed record HeardEvent(
    string Exchange, JsonElement Body, IReadOnlyDictionary<string, string> Headers, string ContentType)
{
    public Guid JobId => Body.GetProperty("jobId").GetGuid();

    /// <summary>Of a failure.</summary>
    public string Reason => Body.GetProperty("reason").GetString()!;
}
