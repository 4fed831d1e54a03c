using System.Security.Cryptography;

namespace Pipeline.Dispatcher.Intake;

/// <summary>The ETag of a local file: the SHA-256 of its content, as the Worker's folder store has it.</summary>
internal static class FileVersion
{
    /// <returns>64 lower-case hexadecimal digits.</returns>
    /// <exception cref="IOException">The file is gone or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static async Task<string> OfAsync(string path, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }
}
