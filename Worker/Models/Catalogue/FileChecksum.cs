using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Worker.Models.Catalogue;

/// <summary>Reads a file once for the checksum that its publisher publishes.</summary>
internal static class FileChecksum
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Lower-case hexadecimal.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Of(string file, ChecksumKind kind)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
        using var hash = IncrementalHash.CreateHash(Algorithm(kind));
        if (kind == ChecksumKind.GitBlob)
        {
            hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {stream.Length}\0")));
        }

        var buffer = new byte[BufferBytes];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            hash.AppendData(buffer.AsSpan(0, read));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static HashAlgorithmName Algorithm(ChecksumKind kind) => kind switch
    {
        ChecksumKind.Sha256 => HashAlgorithmName.SHA256,
        ChecksumKind.Md5 => HashAlgorithmName.MD5,
        ChecksumKind.GitBlob => HashAlgorithmName.SHA1,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
