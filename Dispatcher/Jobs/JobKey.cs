using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Jobs;

/// <summary>
/// The identity of a job: SHA-256 over everything that decides its result. The same photo, recipe, chain and
/// destination give the same key on every machine and in every run.
/// </summary>
public static class JobKey
{
    /// <summary>
    /// Defaults are left out, so that an option added later leaves the keys of older jobs as they are.
    /// </summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    /// <summary>The key, 64 lower-case hexadecimal digits.</summary>
    /// <param name="source">The photo.</param>
    /// <param name="etag">Its version.</param>
    /// <param name="recipe">What is made of it.</param>
    /// <param name="chain">By what.</param>
    /// <param name="destinations">Where the renditions go.</param>
    /// <param name="trimapETag">Version of the supplied trimap, or null.</param>
    public static string Of(
        BlobRef source,
        string etag,
        CutoutRecipe recipe,
        ChainRef chain,
        IReadOnlyList<BlobRef> destinations,
        string? trimapETag = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "pipeline-job-2");
        Append(hash, source.ToString());
        Append(hash, etag);
        Append(hash, JsonSerializer.Serialize(recipe, Json));
        Append(hash, chain.ToString());
        foreach (var destination in destinations)
        {
            Append(hash, destination.ToString());
        }

        Append(hash, trimapETag ?? "");

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The job's id, which is also its message id: the first 16 bytes of the key.</summary>
    public static Guid ToId(string key) => new(Convert.FromHexString(key.AsSpan(0, 32)), bigEndian: true);

    /// <summary>Length first, so that no two lists of fields read the same.</summary>
    private static void Append(IncrementalHash hash, string field)
    {
        var bytes = Encoding.UTF8.GetBytes(field);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
