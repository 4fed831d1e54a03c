using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pipeline.Worker.Tests.Support;

/// <summary>An HTTP server with one file, which can break off, stall, or not know ranges.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _content;
    private readonly Task _serving;

    public FileServer(byte[] content)
    {
        _content = content;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Bytes after which each answer breaks off.</summary>
    public int BreaksOffAfter { get; init; } = int.MaxValue;

    /// <summary>Whether it keeps the connection and sends nothing more in place of breaking off.</summary>
    public bool Stalls { get; init; }

    public bool KnowsRanges { get; init; } = true;

    /// <summary>What is answered first, before files are.</summary>
    public Queue<string> Trouble { get; } = new();

    /// <summary>First byte asked for, by each request.</summary>
    public List<int> Asked { get; } = [];

    /// <summary>The folder in which the file is, whatever its name.</summary>
    public string Folder => string.Create(
        CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/files");

    public void Dispose()
    {
        _listener.Stop();
        _serving.Wait(TimeSpan.FromSeconds(10));
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        List<TcpClient> held = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                held.Add(client);
                await AnswerAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            held.ForEach(client => client.Dispose());
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        var stream = client.GetStream();
        var first = await FirstByteAsync(stream);
        Asked.Add(first);
        if (Trouble.TryDequeue(out var status))
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            client.Close();
            return;
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(Head(first)));
        var body = first >= _content.Length && KnowsRanges ? default : _content.AsMemory(KnowsRanges ? first : 0);
        await stream.WriteAsync(body[..Math.Min(body.Length, BreaksOffAfter)]);
        if (!Stalls || body.Length <= BreaksOffAfter)
        {
            client.Close();
        }
    }

    private string Head(int first) => first > 0 && KnowsRanges
        ? first >= _content.Length
            ? "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            : $"HTTP/1.1 206 Partial Content\r\nContent-Length: {_content.Length - first}\r\n"
                + $"Content-Range: bytes {first}-{_content.Length - 1}/{_content.Length}\r\nConnection: close\r\n\r\n"
        : $"HTTP/1.1 200 OK\r\nContent-Length: {_content.Length}\r\nConnection: close\r\n\r\n";

    private static async Task<int> FirstByteAsync(NetworkStream stream)
    {
        var request = new StringBuilder();
        var buffer = new byte[1024];
        while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0)
            {
                return 0;
            }

            request.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        var range = System.Text.RegularExpressions.Regex.Match(request.ToString(), @"Range: bytes=(\d+)-");
        return range.Success ? int.Parse(range.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }
}
