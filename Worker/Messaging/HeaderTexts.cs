using System.Globalization;
using MassTransit;
using Pipeline.Contracts;

namespace Pipeline.Worker.Messaging;

/// <summary>Reads our own headers, which are texts, whatever type a client wrote them in.</summary>
internal static class HeaderTexts
{
    /// <summary>How a text becomes a value.</summary>
    public delegate bool TryParse<T>(string? text, IFormatProvider culture, out T value);

    /// <returns><paramref name="otherwise"/> where there is no such header, or it cannot be read.</returns>
    public static T Read<T>(this ConsumeContext context, string header, TryParse<T> parse, T otherwise) =>
        context.Headers.TryGetHeader(header, out var value)
            && parse(value?.ToString(), CultureInfo.InvariantCulture, out var read) ? read : otherwise;

    /// <summary>When the job was sent; null where its sender does not say.</summary>
    public static DateTimeOffset? SentAt(this ConsumeContext context) =>
        context.Read(JobHeaders.Sent, DateTimeOffset.TryParse, DateTimeOffset.MinValue) is var sent
            && sent > DateTimeOffset.MinValue ? sent : null;
}
