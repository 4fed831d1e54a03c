using System.Data.Common;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>Reads <see cref="OpenRow"/>s of batch, seq, status, batch id and settings.</summary>
internal static class OpenRowReader
{
    /// <param name="row">The row.</param>
    /// <param name="key">Its key.</param>
    /// <param name="skips">What is known of the batches' settings; they are the same for thousands of rows.</param>
    public static OpenRow Read(DbDataReader row, byte[] key, Dictionary<long, bool> skips)
    {
        var batch = row.GetInt64(0);
        if (!skips.TryGetValue(batch, out var skip))
        {
            skip = SqlRows.FromJson<BatchSettings>(row.GetString(4)).IfExists == IfExists.Skip;
            skips.Add(batch, skip);
        }

        return new OpenRow(
            batch, row.GetInt64(1), Convert.ToHexStringLower(key), (JobStatus)row.GetInt64(2), Guid.Parse(row.GetString(3)), skip);
    }
}
