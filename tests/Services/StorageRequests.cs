using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Azure.Core.Diagnostics;

namespace Pipeline.Services;

/// <summary>The requests that this process sends to a storage account about one container, as the Azure client logs them.</summary>
public sealed class StorageRequests : IDisposable
{
    private const string Request = "Request";

    private readonly ConcurrentQueue<string> _sent = [];
    private readonly AzureEventSourceListener _listener;

    /// <param name="container">Requests about other containers are other tests'.</param>
    public StorageRequests(string container) => _listener = new AzureEventSourceListener(
        (e, _) =>
        {
            if (e.EventName == Request && Of(e, "uri") is { } uri && uri.Contains(container, StringComparison.Ordinal))
            {
                _sent.Enqueue($"{Of(e, "method")} {Query(uri)}".TrimEnd());
            }
        },
        EventLevel.Informational);

    /// <summary>Methods since the last call, in their order, with what is asked beside the address itself.</summary>
    public IReadOnlyList<string> Take()
    {
        var sent = _sent.ToArray();
        _sent.Clear();
        return sent;
    }

    public void Dispose() => _listener.Dispose();

    private static string? Of(EventWrittenEventArgs e, string name) =>
        e.PayloadNames!.IndexOf(name) is >= 0 and var i ? e.Payload![i]?.ToString() : null;

    /// <summary>Such as <c>?comp=block</c>; values that differ from call to call stand in later parameters.</summary>
    private static string Query(string uri) => new Uri(uri).Query.Split('&')[0];
}
