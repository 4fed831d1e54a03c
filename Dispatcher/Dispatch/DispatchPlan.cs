using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>Which jobs are given out next.</summary>
internal static class DispatchPlan
{
    /// <summary>
    /// Shares the room in the window: batches of the highest priority first, those of one priority alike, and what they
    /// leave to the next. Interactive jobs have a window of their own, so that no bulk stands before them.
    /// </summary>
    /// <param name="batches">All that are open.</param>
    /// <param name="window">Jobs that may be out in bulk.</param>
    /// <param name="options">Say what is interactive, and how many of those may be out.</param>
    /// <param name="most">Jobs of one plan.</param>
    public static IReadOnlyList<(LedgerBatch Batch, int Jobs)> Make(
        IReadOnlyCollection<LedgerBatch> batches, int window, FleetOptions options, int most)
    {
        var shares = new List<(LedgerBatch Batch, int Jobs)>();
        foreach (var (interactive, size) in ((bool, int)[])[(true, options.LeastWindow), (false, window)])
        {
            var lane = batches.Where(batch => options.IsInteractive(batch) == interactive).ToList();
            var room = Math.Min(most, size - lane.Sum(batch => batch.Counts.Published));
            var ranks = lane.Where(batch => batch is { State: BatchState.Running, Counts.Pending: > 0 })
                .GroupBy(batch => batch.Settings.Priority)
                .OrderByDescending(rank => rank.Key);
            foreach (var rank in ranks)
            {
                room -= Share([.. rank.OrderBy(batch => batch.Counts.Pending)], room, shares);
            }
        }

        return shares;
    }

    /// <summary>The smallest first: what they do not need goes to the others.</summary>
    private static long Share(List<LedgerBatch> alike, long room, List<(LedgerBatch Batch, int Jobs)> shares)
    {
        var given = 0L;
        for (var i = 0; i < alike.Count && room > given; i++)
        {
            var fair = Math.Max(1, (room - given) / (alike.Count - i));
            var jobs = (int)Math.Min(fair, alike[i].Counts.Pending);
            shares.Add((alike[i], jobs));
            given += jobs;
        }

        return given;
    }
}
