using System.Net;
using System.Net.Http.Headers;

namespace Pipeline.Worker.Models.Catalogue;

/// <summary>
/// Fetches files over HTTP. What is broken off is kept and gone on with (RFC 9110 §14, range requests), in the same run
/// or a later one; that the pieces belong together is seen by the checksum of the whole.
/// </summary>
internal sealed class ModelPuller(HttpClient http, PullOptions options, TimeProvider time)
{
    private const int BufferBytes = 1 << 16;

    /// <param name="address">Of the file.</param>
    /// <param name="expected">Its size, where that is known.</param>
    /// <param name="part">File that is written, or gone on with.</param>
    /// <param name="progress">Told as it comes.</param>
    /// <param name="cancellation">Leaves what has come.</param>
    /// <exception cref="PullException">No server, no such file, or it broke off too often.</exception>
    public async Task FetchAsync(
        Uri address, long? expected, string part, IProgress<PullProgress> progress, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await GoOnAsync(address, expected, part, progress, cancellation);
                return;
            }
            catch (Exception e) when (IsPassing(e, cancellation) && attempt < options.Attempts)
            {
                await Task.Delay(options.FirstWait * Math.Pow(2, attempt - 1), time, cancellation);
            }
            catch (Exception e) when (IsPassing(e, cancellation))
            {
                throw new PullException($"Nothing came from {address.Host} ({e.Message}).", e);
            }
        }
    }

    private async Task GoOnAsync(
        Uri address, long? expected, string part, IProgress<PullProgress> progress, CancellationToken cancellation)
    {
        var here = File.Exists(part) ? new FileInfo(part).Length : 0;
        if (here == expected)
        {
            return;
        }

        using var patience = new CancellationTokenSource(options.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = here > 0 ? new RangeHeaderValue(here, null) : null;
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // Nothing is left to come, or the file is another now; the checksum tells which.
            return;
        }

        RequireFile(response, address);
        await using var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        Continue(file, response);
        await CopyAsync(response, expected, file, progress, patience, either.Token);
    }

    private static void RequireFile(HttpResponseMessage response, Uri address)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var answer = $"{address} answers {(int)response.StatusCode} {response.ReasonPhrase}.";
        if ((int)response.StatusCode is >= 500 or 408 or 429)
        {
            throw new HttpRequestException(answer);
        }

        throw new PullException(answer);
    }

    /// <summary>A server that does not know ranges sends all of it again.</summary>
    private static void Continue(FileStream file, HttpResponseMessage response)
    {
        var goesOn = response.StatusCode == HttpStatusCode.PartialContent
            && response.Content.Headers.ContentRange?.From == file.Length;
        if (!goesOn)
        {
            file.SetLength(0);
        }

        file.Seek(0, SeekOrigin.End);
    }

    private async Task CopyAsync(
        HttpResponseMessage response,
        long? expected,
        FileStream file,
        IProgress<PullProgress> progress,
        CancellationTokenSource patience,
        CancellationToken cancellation)
    {
        var total = response.Content.Headers.ContentLength is { } rest ? file.Length + rest : expected;
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await ReadAsync(stream, buffer, cancellation)) > 0)
        {
            if (file.Position + read > (expected ?? options.MostBytes))
            {
                throw new PullException($"The file is larger than {expected ?? options.MostBytes} bytes.");
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            patience.CancelAfter(options.Patience);
            progress.Report(new PullProgress(file.Position, total));
        }

        if (file.Position < total)
        {
            throw new HttpIOException(
                HttpRequestError.ResponseEnded, $"it broke off after {file.Position} of {total} bytes");
        }
    }

    /// <summary>A connection that is reset is as passing as one that ends early; a full disk is not.</summary>
    private static async Task<int> ReadAsync(Stream stream, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellation);
        }
        catch (IOException e) when (e is not HttpIOException)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, e.Message, e);
        }
    }

    private static bool IsPassing(Exception e, CancellationToken cancellation) =>
        e is HttpRequestException or HttpIOException
        || (e is OperationCanceledException && !cancellation.IsCancellationRequested);
}
