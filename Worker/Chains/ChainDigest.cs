using System.Security.Cryptography;
using System.Text.Json;

namespace Pipeline.Worker.Chains;

/// <summary>Tells versions of a chain apart.</summary>
internal static class ChainDigest
{
    private const int Bytes = 8;

    /// <param name="parts">Everything that decides the result: revisions, hashes of weights, options.</param>
    /// <returns>Lower-case hexadecimal.</returns>
    public static string Of(params object?[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts)).AsSpan(0, Bytes));
}
