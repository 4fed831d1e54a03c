using System.Data.Common;

namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>An open connection with the transaction on it, if any.</summary>
internal sealed class SqlLink(DbConnection connection, DbTransaction? transaction, CancellationToken cancellation)
{
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>A command with its parameters set.</summary>
    public DbCommand Make(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <returns>Rows that it changed.</returns>
    public async Task<int> RunAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        await using var command = Make(sql, parameters);
        return await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>Every row, read by <paramref name="read"/>.</summary>
    public async Task<List<T>> ListAsync<T>(
        string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        await using var command = Make(sql, parameters);
        return await ListAsync(command, read);
    }

    /// <summary>Every row of a command that is set up already.</summary>
    public async Task<List<T>> ListAsync<T>(DbCommand command, Func<DbDataReader, T> read)
    {
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(Cancellation))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The one number that a query gives; 0 where it gives none.</summary>
    public async Task<long> NumberAsync(string sql, params (string Name, object? Value)[] parameters) =>
        (await ListAsync(sql, row => row.IsDBNull(0) ? 0 : row.GetInt64(0), parameters)).FirstOrDefault();
}
