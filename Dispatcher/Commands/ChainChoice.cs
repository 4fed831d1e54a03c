using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Commands;

/// <summary>Pins a chain to the digest that workers have announced for it.</summary>
internal static class ChainChoice
{
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    /// <param name="ledger">Remembers what workers announced.</param>
    /// <param name="text"><c>name</c> or <c>name@digest</c>.</param>
    /// <param name="cancellation">Stops the look-up.</param>
    /// <exception cref="RefusedException">Nobody has announced the chain, or the workers disagree.</exception>
    public static async Task<ChainRef> PinAsync(ILedger ledger, string text, CancellationToken cancellation)
    {
        if (text.Split('@') is [{ Length: > 0 } name, { Length: > 0 } digest])
        {
            return new ChainRef { Name = name, Digest = digest };
        }

        var workers = await ledger.WorkersAsync(Recent, cancellation);
        var live = workers.SelectMany(worker => worker.Chains).Where(chain => chain.Name == text).Distinct().ToList();
        if (live.Count > 1)
        {
            throw new RefusedException(
                ExitCodes.Refused,
                $"The workers have different chains of the name {text}; say which: {string.Join(", ", live)}.");
        }

        var known = live.Count > 0 ? live : await ledger.ChainsAsync(text, cancellation);
        return known.Count > 0 ? known[0] : throw new RefusedException(
            ExitCodes.Refused,
            $"No worker has announced the chain {text} yet: start one, with a dispatcher that serves, or give {text}@DIGEST.");
    }
}
