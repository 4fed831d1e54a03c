using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>
/// A job's claim on the name of a file, or on a folder that it lies in. Names are folded, because many file systems
/// have no case, and hashed to 16 bytes: two of a hundred million would meet by chance once in 10²² batches.
/// </summary>
internal sealed record OutputClaim(string Name, byte[] Hash, bool IsFolder, long Seq)
{
    /// <summary>The claims of a page, each folder once.</summary>
    public static IReadOnlyList<OutputClaim> Of(IEnumerable<NewJob> jobs)
    {
        var folders = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var claims = new List<OutputClaim>();
        foreach (var job in jobs)
        {
            foreach (var name in job.Outputs)
            {
                claims.Add(Make(name, isFolder: false, job.Seq));
                for (var end = name.LastIndexOf('/'); end > 0 && folders.Add(name[..end]); end = name.LastIndexOf('/', end - 1))
                {
                    claims.Add(Make(name[..end], isFolder: true, job.Seq));
                }
            }
        }

        return claims;
    }

    private static OutputClaim Make(string name, bool isFolder, long seq) =>
        new(name, SHA256.HashData(Encoding.UTF8.GetBytes(name.ToUpperInvariant()))[..16], isFolder, seq);
}
