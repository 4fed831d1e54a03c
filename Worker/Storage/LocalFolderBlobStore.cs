using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;

namespace Pipeline.Worker.Storage;

/// <summary>
/// Containers as folders. The ETag of a file is the SHA-256 of its content. A file appears under its name only when it
/// is complete and on disk: it is written beside, flushed and renamed. Nothing outside the folders is read or written,
/// not through <c>..</c> and not through links; but for single files that the host has chosen to be read.
/// </summary>
internal sealed class LocalFolderBlobStore(IOptions<StorageOptions> options) : IBlobStore
{
    private readonly Lock _publishing = new();

    private readonly Dictionary<string, Func<string, string?>> _files = options.Value.Files;

    private readonly Dictionary<string, string> _folders =
        options.Value.Folders.ToDictionary(f => f.Key, f => Path.GetFullPath(f.Value));

    public async Task<BlobContent?> ReadAsync(BlobRef blob, long maxBytes, CancellationToken cancellation)
    {
        var path = ReadablePathOf(blob);
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, true);
            if (file.Length > maxBytes)
            {
                throw new BlobTooLargeException(file.Length, maxBytes);
            }

            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes, cancellation);
            return new BlobContent(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task<long?> FindLengthAsync(BlobRef blob, CancellationToken cancellation)
    {
        var path = ReadablePathOf(blob);
        if (!File.Exists(path))
        {
            return Task.FromResult<long?>(null);
        }

        // Of an open file, since FileInfo gives the length of a link itself.
        using var file = File.OpenHandle(path);
        return Task.FromResult<long?>(RandomAccess.GetLength(file));
    }

    public async Task<bool> WriteAsync(
        BlobRef blob, byte[] content, string contentType, bool replace, CancellationToken cancellation)
    {
        var path = PathOf(blob);
        if (!replace && Path.Exists(path))
        {
            return false;
        }

        try
        {
            return await TryWriteAsync(path, blob.Container, content, replace, cancellation);
        }
        catch (Exception e) when (DiskTrouble.Of(e) is { } trouble)
        {
            throw new StoreUnusableException(_folders[blob.Container], trouble, e);
        }
        catch (IOException) when (IsTaken(path, replace))
        {
            return false;
        }
    }

    public Task DeleteAsync(BlobRef blob, CancellationToken cancellation)
    {
        var path = PathOf(blob);
        try
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }
        }
        catch (Exception e) when (DiskTrouble.Of(e) is { } trouble)
        {
            throw new StoreUnusableException(_folders[blob.Container], trouble, e);
        }

        return Task.CompletedTask;
    }

    /// <summary>Whether what stands there cannot be written over; a file may stand where a folder is needed.</summary>
    private static bool IsTaken(string path, bool replace)
    {
        var above = Path.GetDirectoryName(path);
        while (above is not null && !Path.Exists(above))
        {
            above = Path.GetDirectoryName(above);
        }

        return Directory.Exists(path) || (!replace && File.Exists(path)) || File.Exists(above);
    }

    private async Task<bool> TryWriteAsync(
        string path, string container, byte[] content, bool replace, CancellationToken cancellation)
    {
        var unfinished = Path.Combine(_folders[container], StorageOptions.UnfinishedFolder, Path.GetRandomFileName());
        Directory.CreateDirectory(Path.GetDirectoryName(unfinished)!);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            await WriteDurablyAsync(unfinished, content, cancellation);
            return Publish(unfinished, path, replace);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>
    /// Gives a whole file its name. Of many that move to one name at once without replacing, the runtime has let two
    /// believe that they were first; a folder belongs to one process, so a lock decides.
    /// </summary>
    private bool Publish(string unfinished, string path, bool replace)
    {
        lock (_publishing)
        {
            if (!replace && Path.Exists(path))
            {
                return false;
            }

            File.Move(unfinished, path, replace);
            return true;
        }
    }

    private static async Task WriteDurablyAsync(string path, byte[] content, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, true);
        await file.WriteAsync(content, cancellation);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
    }

    /// <exception cref="UnauthorizedAccessException">Unknown container, a file that is not among those chosen, or the
    /// name leads out of its folder.</exception>
    private string ReadablePathOf(BlobRef blob) => !_files.TryGetValue(blob.Container, out var find)
        ? PathOf(blob)
        : find(blob.Name) ?? throw new UnauthorizedAccessException($"'{blob}' is none of the files that were chosen.");

    /// <exception cref="UnauthorizedAccessException">Unknown container, or the name leads out of its
    /// folder.</exception>
    private string PathOf(BlobRef blob)
    {
        if (!_folders.TryGetValue(blob.Container, out var root))
        {
            throw new UnauthorizedAccessException($"No folder is configured for the container '{blob.Container}'.");
        }

        var path = root;
        foreach (var segment in blob.Name.Split('/'))
        {
            path = Path.Combine(path, segment);
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw new UnauthorizedAccessException($"'{blob}' passes through a link.");
            }
        }

        return path;
    }
}
