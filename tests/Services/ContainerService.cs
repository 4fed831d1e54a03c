using DotNet.Testcontainers.Containers;

namespace Pipeline.Services;

/// <summary>A server in a container, where a Docker engine answers.</summary>
internal sealed class ContainerService : IServiceProcess
{
    private const string Unsupported = "A container gets another port when it is started again, and takes no commands.";

    private readonly IContainer _container;

    private ContainerService(IContainer container, int port)
    {
        _container = container;
        Port = port;
    }

    public int Port { get; }

    public bool HasEnded => _container.State == TestcontainersStates.Exited;

    public bool CanBeKilled => false;

    public static async Task<ContainerService> StartAsync(IContainer container, int port)
    {
        await container.StartAsync();
        return new ContainerService(container, container.GetMappedPublicPort(port));
    }

    public Task KillAsync() => throw new NotSupportedException(Unsupported);

    public Task TellAsync(string command) => throw new NotSupportedException(Unsupported);

    public Task RestartAsync() => throw new NotSupportedException(Unsupported);

    public ValueTask DisposeAsync() => _container.DisposeAsync();
}
