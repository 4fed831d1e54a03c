using System.Security.Cryptography;
using System.Text;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Storage;

namespace Pipeline.Dispatcher.Commands;

/// <summary>
/// Fetches results into a local folder under their own names. A file of the right size is not fetched again.
/// </summary>
internal sealed class ResultFolder(IPhotoStore store, string folder)
{
    private readonly string _root = Path.GetFullPath(folder);

    /// <summary>Makes the folder, so that it is not found out in the middle that it cannot be.</summary>
    /// <exception cref="RefusedException">It cannot be made.</exception>
    public void Open()
    {
        try
        {
            Directory.CreateDirectory(_root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(ExitCodes.CannotCreate, e);
        }
    }

    /// <exception cref="RefusedException">
    /// The store cannot be read, a name leads out of the folder, or the folder cannot be written.
    /// </exception>
    public async Task FetchAsync(LedgerJob job, CancellationToken cancellation)
    {
        foreach (var rendition in job.Renditions)
        {
            var path = Path.GetFullPath(Path.Combine(_root, rendition.Blob.Name));
            if (!path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new RefusedException(ExitCodes.Refused, $"The name {rendition.Blob.Name} leads out of {_root}.");
            }

            if (new FileInfo(path) is { Exists: true } file && file.Length == rendition.Bytes)
            {
                continue;
            }

            await using var content = await store.OpenReadAsync(rendition.Blob, cancellation);
            if (content is null)
            {
                await Console.Error.WriteLineAsync($"{rendition.Blob} is gone.");
                continue;
            }

            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await WriteAsync(content, path, cancellation);
            }
            catch (Exception e) when (DiskTrouble.Of(e) is not null)
            {
                throw NotWritten(ExitCodes.WriteFailed, e);
            }
        }
    }

    private static byte[] Hash(string path) => SHA256.HashData(Encoding.UTF8.GetBytes(path))[..8];

    private RefusedException NotWritten(int exitCode, Exception cause) => new(
        exitCode,
        $"Results cannot be written to {_root}: {DiskTrouble.CauseOf(cause, _root)}. --download names another folder.",
        cause);

    /// <summary>Under another name first, so that what stands under its own is whole.</summary>
    private static async Task WriteAsync(Stream content, string path, CancellationToken cancellation)
    {
        // Not longer than the name itself may be: a name of the greatest length has no room for an ending.
        var part = Path.Combine(Path.GetDirectoryName(path)!, $".{Convert.ToHexStringLower(Hash(path))}.part");
        await using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, true))
        {
            await content.CopyToAsync(file, cancellation);
        }

        File.Move(part, path, overwrite: true);
    }
}
