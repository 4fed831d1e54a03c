namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>
/// Adds up how a transaction moved jobs from status to status, and brings the batches' counts along with it.
/// </summary>
internal sealed class CountDeltas
{
    private static readonly string[] Columns =
        ["pending", "published", "cut_out", "already_done", "skipped", "failed", "cancelled"];

    private readonly SortedDictionary<long, long[]> _deltas = [];

    public void Add(long batch, JobStatus status, long jobs = 1)
    {
        if (!_deltas.TryGetValue(batch, out var deltas))
        {
            deltas = new long[Columns.Length];
            _deltas.Add(batch, deltas);
        }

        deltas[(int)status] += jobs;
    }

    public void Move(long batch, JobStatus from, JobStatus to, long jobs = 1)
    {
        Add(batch, from, -jobs);
        Add(batch, to, jobs);
    }

    /// <summary>
    /// Batch by batch in the order of their numbers, so that two transactions never wait for each other.
    /// </summary>
    public async Task WriteAsync(SqlLink link)
    {
        var sets = string.Join(", ", Columns.Select(column => $"{column} = {column} + @{column}"));
        foreach (var (batch, deltas) in _deltas.Where(batch => batch.Value.Any(delta => delta != 0)))
        {
            (string, object?)[] values = [.. Columns.Select((column, i) => ($"@{column}", (object?)deltas[i])), ("@batch", batch)];
            await link.RunAsync($"UPDATE batch SET {sets} WHERE number = @batch", values);
        }
    }
}
