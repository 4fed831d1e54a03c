using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using DotNet.Testcontainers.Builders;
using Testcontainers.RabbitMq;

namespace Pipeline.Services;

/// <summary>
/// A broker of one node, one per test process, started when first asked for. Tests take a virtual host each, which
/// costs 30 ms where a node costs five seconds.
/// </summary>
public sealed class RabbitMqNode : IAsyncDisposable
{
    public const string Host = "127.0.0.1";
    public const string User = "pipeline";
    public const string Password = "pipeline";

    private static readonly Lazy<Task<RabbitMqNode>> Shared = new(StartAsync);
    private readonly IServiceProcess _process;

    private RabbitMqNode(IServiceProcess process, int managementPort)
    {
        _process = process;
        ManagementUri = new Uri($"http://{Host}:{managementPort}/");
        Management = new HttpClient { BaseAddress = ManagementUri };
        Management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
    }

    public int Port => _process.Port;

    public Uri ManagementUri { get; }

    /// <summary>Where it speaks TLS, if it does.</summary>
    public int? TlsPort { get; private init; }

    /// <summary>False in a container.</summary>
    public bool CanBeKilled => _process.CanBeKilled;

    /// <summary>The management interface, as <see cref="User"/>.</summary>
    public HttpClient Management { get; }

    /// <summary>The node of this test process.</summary>
    public static Task<RabbitMqNode> SharedAsync() => Shared.Value;

    /// <summary>A node of its own, for tests that kill it.</summary>
    public static async Task<RabbitMqNode> StartAsync()
    {
        var node = DockerEngine.IsThere ? await StartContainerAsync() : StartNative();
        await node.WaitUntilReadyAsync();
        return node;
    }

    /// <summary>A node of its own that speaks TLS beside plain AMQP; only as a process.</summary>
    /// <param name="certificates">Folder with <c>ca.pem</c>, <c>server.pem</c> and <c>server.key</c>.</param>
    public static async Task<RabbitMqNode> StartWithTlsAsync(string certificates)
    {
        var node = StartNative(certificates);
        await node.WaitUntilReadyAsync();
        return node;
    }

    /// <summary>A virtual host with nothing in it.</summary>
    public async Task<RabbitMqVirtualHost> NewVirtualHostAsync()
    {
        var name = $"test-{Guid.NewGuid():N}";
        using var made = await Management.PutAsJsonAsync($"api/vhosts/{name}", new { });
        made.EnsureSuccessStatusCode();
        return new RabbitMqVirtualHost(this, name);
    }

    /// <summary>
    /// Ends the node as a power cut would. Queues should be some seconds old, or the node may forget them.
    /// </summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>Starts a killed node again, with what it had on disk.</summary>
    public async Task RestartAsync()
    {
        await _process.RestartAsync();
        await WaitUntilReadyAsync();
    }

    /// <summary>The node believes that its disk is full: it takes no messages, and gives out what it has.</summary>
    public Task AlarmAsync() => _process.TellAsync("alarm");

    /// <summary>The end of an alarm.</summary>
    public Task CalmAsync() => _process.TellAsync("calm");

    /// <summary>For nodes from <see cref="StartAsync"/>; the shared one ends with the process.</summary>
    public async Task StopAsync()
    {
        Management.Dispose();
        await _process.DisposeAsync();
    }

    /// <inheritdoc cref="StopAsync"/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private static RabbitMqNode StartNative(string? certificates = null)
    {
        const int PortsOfNode = 6;
        var ports = FreePorts.Take(PortsOfNode);
        var (management, tls) = (ports + PortsOfNode - 2, ports + PortsOfNode - 1);
        string[] arguments = certificates is null ? [$"{management}"] : [$"{management}", $"{tls}", certificates];
        return new RabbitMqNode(NativeService.Start("rabbitmq", ports, arguments), management)
        {
            TlsPort = certificates is null ? null : tls,
        };
    }

    private static async Task<RabbitMqNode> StartContainerAsync()
    {
        const int Amqp = 5672;
        const int Http = 15672;
        var container = new RabbitMqBuilder("rabbitmq:4.3-management")
            .WithUsername(User).WithPassword(Password).WithPortBinding(Http, true)
            .WithWaitStrategy(Wait.ForUnixContainer().UntilInternalTcpPortIsAvailable(Http))
            .Build();
        var service = await ContainerService.StartAsync(container, Amqp);
        return new RabbitMqNode(service, container.GetMappedPublicPort(Http));
    }

    private Task WaitUntilReadyAsync() => Readiness.WaitAsync("RabbitMQ", _process, async () =>
    {
        using var health = await Management.GetAsync("api/health/checks/alarms");
        health.EnsureSuccessStatusCode();
        // A node that starts again listens for AMQP last.
        using var client = new TcpClient();
        await client.ConnectAsync(Host, Port);
    });
}
