using System.Globalization;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Commands;

/// <summary>A batch in words.</summary>
internal static class BatchText
{
    /// <summary>One line with every count that is not zero.</summary>
    public static string Summary(LedgerBatch batch)
    {
        var counts = batch.Counts;
        (long Count, string Words)[] parts =
        [
            (counts.CutOut, "cut out"), (counts.AlreadyDone, "done before"), (counts.Skipped, "skipped"), (counts.Failed, "failed"),
            (counts.Cancelled, "cancelled"), (counts.Published, "out"), (counts.Pending, "waiting"),
        ];
        var told = parts.Where(part => part.Count > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count:N0} {part.Words}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{BatchNames.Short(batch.Id)}  {batch.State.ToString().ToLowerInvariant()}  {counts.Total:N0} photos: {string.Join(", ", told.DefaultIfEmpty("none"))}");
    }

    /// <summary>Where it came from and what is made of it.</summary>
    public static string Origin(LedgerBatch batch) => string.Create(
        CultureInfo.InvariantCulture,
        $"{batch.CreatedAt:yyyy-MM-dd HH:mm}  {batch.Settings.Source} → {batch.Settings.Output}  {batch.Settings.Chain.Name}"
            + $"{(batch.Settings.Priority == 0 ? "" : $"  priority {batch.Settings.Priority}")}"
            + $"{(batch.Settings.Interactive ? "  interactive" : "")}");
}
