using System.Security.Cryptography;
using System.Text;
using MassTransit;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Messaging;

/// <summary>Makes a message a CloudEvent.</summary>
internal static class CloudEvent
{
    private const string Source = "/pipeline/dispatcher";

    /// <param name="context">The message.</param>
    /// <param name="type">Name of the event, which is its exchange's.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="occurrence">What makes the id, with the type: a repetition has the same.</param>
    public static void Describe(SendContext context, string type, string subject, DateTimeOffset time, string occurrence)
    {
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{type}/{occurrence}")).AsSpan(0, 16), bigEndian: true);
        context.MessageId = id;
        foreach (var (name, text) in CloudEventHeaders.Of(id.ToString(), Source, type, subject, time))
        {
            context.Headers.Set(name, text);
        }
    }
}
