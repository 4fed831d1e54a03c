using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Messaging;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>The job in a dead letter, and the exchange that it is sent to again.</summary>
internal static class DeadJob
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <returns>Null where the letter is no job.</returns>
    public static RemoveBackground? Read(DeadLetter letter)
    {
        try
        {
            return JsonSerializer.Deserialize<RemoveBackground>(letter.Body.Span, Json);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <returns>Null where nobody knows.</returns>
    public static string? HomeOf(DeadLetter letter) =>
        letter.Exchange ?? (Read(letter) is { } job ? EndpointNames.RemoveBackground(job.Chain.Name) : null);
}
