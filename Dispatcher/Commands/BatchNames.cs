using System.CommandLine;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Commands;

/// <summary>How a user names a batch: the id, its beginning, or <c>last</c>.</summary>
internal static class BatchNames
{
    private const string Last = "last";

    public static Argument<string> Argument() => new("BATCH")
    {
        Description = "The batch's id or the beginning of it, or last.",
    };

    /// <summary>The first part of an id is enough among a few thousand batches.</summary>
    public static string Short(Guid id) => id.ToString()[..8];

    /// <exception cref="RefusedException">There is none, or several.</exception>
    public static async Task<LedgerBatch> FindAsync(ILedger ledger, string text, CancellationToken cancellation)
    {
        if (Guid.TryParse(text, out var id) && await ledger.FindAsync(id, cancellation) is { } batch)
        {
            return batch;
        }

        var batches = await ledger.ListAsync(cancellation);
        var named = text == Last
            ? batches.Take(1).ToList()
            : [.. batches.Where(b => text.Length > 0 && b.Id.ToString().StartsWith(text, StringComparison.OrdinalIgnoreCase))];
        return named switch
        {
            [var one] => one,
            [] => throw new RefusedException(ExitCodes.Refused, $"There is no batch {text}."),
            _ => throw new RefusedException(ExitCodes.Refused, $"{named.Count} batches begin with {text}."),
        };
    }
}
