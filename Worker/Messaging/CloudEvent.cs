using MassTransit;
using Pipeline.Contracts;

namespace Pipeline.Worker.Messaging;

/// <summary>Makes a message a CloudEvent.</summary>
internal static class CloudEvent
{
    /// <param name="context">The message.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="type">Name of the event, which is its exchange's.</param>
    /// <param name="occurrence">What the id is made of, with the type: a repetition has the same.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="time">When it happened.</param>
    public static void Describe(
        SendContext context, string source, string type, string occurrence, string subject, DateTimeOffset time)
    {
        foreach (var (name, text) in CloudEventHeaders.Of($"{occurrence}/{type}", source, type, subject, time))
        {
            context.Headers.Set(name, text);
        }
    }
}
