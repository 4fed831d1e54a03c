using System.Globalization;
using MassTransit;

namespace Pipeline.Worker.Messaging;

/// <summary>
/// Headers of CloudEvents 1.0 in AMQP binary mode, as texts: the transport writes dates and truth values its own way.
/// </summary>
internal static class CloudEvent
{
    private const string Prefix = "cloudEvents_";

    /// <param name="context">The message.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="type">Name of the event, which is its exchange's.</param>
    /// <param name="occurrence">What the id is made of, with the type: a repetition has the same.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="time">When it happened.</param>
    public static void Describe(
        SendContext context, string source, string type, string occurrence, string subject, DateTimeOffset time)
    {
        context.Headers.Set(Prefix + "specversion", "1.0");
        context.Headers.Set(Prefix + "id", $"{occurrence}/{type}");
        context.Headers.Set(Prefix + "source", source);
        context.Headers.Set(Prefix + "type", type);
        context.Headers.Set(Prefix + "time", time.ToString("O", CultureInfo.InvariantCulture));
        context.Headers.Set(Prefix + "subject", subject);
    }
}
