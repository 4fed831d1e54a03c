using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MassTransit;

namespace Pipeline.Dispatcher.Messaging;

/// <summary>
/// Headers of a CloudEvent in AMQP binary mode, CloudEvents 1.0.2, as texts: the transport writes dates its own way.
/// </summary>
internal static class CloudEvent
{
    private const string Prefix = "cloudEvents_";

    /// <param name="context">The message.</param>
    /// <param name="type">Name of the event, which is its exchange's.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="occurrence">What makes the id, with the type: a repetition has the same.</param>
    public static void Describe(SendContext context, string type, string subject, DateTimeOffset time, string occurrence)
    {
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{type}/{occurrence}")).AsSpan(0, 16), bigEndian: true);
        context.MessageId = id;
        context.Headers.Set(Prefix + "specversion", "1.0");
        context.Headers.Set(Prefix + "id", id.ToString());
        context.Headers.Set(Prefix + "source", "/pipeline/dispatcher");
        context.Headers.Set(Prefix + "type", type);
        context.Headers.Set(Prefix + "subject", subject);
        context.Headers.Set(Prefix + "time", time.ToString("O", CultureInfo.InvariantCulture));
    }
}
