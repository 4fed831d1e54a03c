using System.Security.Cryptography;
using System.Text;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Storage;

namespace Pipeline.Dispatcher.Commands;

/// <summary>
/// Fetches results into a local folder under their own names. A file of the right size is not fetched again.
/// </summary>
internal sealed class ResultFolder(IPhotoStore store, string folder)
{
    private readonly string _root = Path.GetFullPath(folder);

    /// <exception cref="RefusedException">The store cannot be read, or a name leads out of the folder.</exception>
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

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await WriteAsync(content, path, cancellation);
        }
    }

    private static byte[] Hash(string path) => SHA256.HashData(Encoding.UTF8.GetBytes(path))[..8];

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
