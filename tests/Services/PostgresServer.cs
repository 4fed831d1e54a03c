using Npgsql;
using Testcontainers.PostgreSql;

namespace Pipeline.Services;

/// <summary>A PostgreSQL server, one per test process. Tests take databases of their own.</summary>
public sealed class PostgresServer
{
    private const string Host = "127.0.0.1";
    private const string User = "pipeline";
    private const string Password = "pipeline";

    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);
    private readonly IServiceProcess _process;

    private PostgresServer(IServiceProcess process) => _process = process;

    /// <summary>False in a container.</summary>
    public bool CanBeKilled => _process.CanBeKilled;

    /// <summary>The server of this test process.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>A server of its own, for tests that kill it.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer(
            DockerEngine.IsThere ? await StartContainerAsync() : NativeService.Start("postgresql", FreePorts.Take()));
        await server.WaitUntilReadyAsync();
        return server;
    }

    /// <summary>An empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return ConnectionStringOf(name);
    }

    public Task KillAsync() => _process.KillAsync();

    public async Task RestartAsync()
    {
        await _process.RestartAsync();
        await WaitUntilReadyAsync();
    }

    /// <summary>For servers from <see cref="StartAsync"/>; the shared one ends with the process.</summary>
    public async Task StopAsync() => await _process.DisposeAsync();

    private static async Task<IServiceProcess> StartContainerAsync()
    {
        var container = new PostgreSqlBuilder("postgres:17").WithUsername(User).WithPassword(Password).Build();
        return await ContainerService.StartAsync(container, PostgreSqlBuilder.PostgreSqlPort);
    }

    private string ConnectionStringOf(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = _process.Port,
        Username = User,
        Password = Password,
        Database = database,
    }.ConnectionString;

    private async Task ExecuteAsync(string command)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionStringOf("postgres"));
        await using var statement = source.CreateCommand(command);
        await statement.ExecuteNonQueryAsync();
    }

    private Task WaitUntilReadyAsync() => Readiness.WaitAsync("PostgreSQL", _process, () => ExecuteAsync("SELECT 1"));
}
