using System.Globalization;

namespace Pipeline.Contracts;

/// <summary>
/// The headers of an event: CloudEvents 1.0.2 in AMQP binary mode, all of them texts, since transports write dates and
/// truth values each in their own way.
/// </summary>
public static class CloudEventHeaders
{
    /// <summary>Before the name of every attribute.</summary>
    public const string Prefix = "cloudEvents_";

    /// <param name="id">A repetition of the same event has the same.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="type">Its name, which is its exchange's (<see cref="EventNames"/>).</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="time">When it happened.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(
        string id, string source, string type, string subject, DateTimeOffset time) =>
    [
        new(Prefix + "specversion", "1.0"),
        new(Prefix + "id", id),
        new(Prefix + "source", source),
        new(Prefix + "type", type),
        new(Prefix + "time", time.ToString("O", CultureInfo.InvariantCulture)),
        new(Prefix + "subject", subject),
    ];
}
