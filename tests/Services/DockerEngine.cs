using DotNet.Testcontainers.Builders;

namespace Pipeline.Services;

/// <summary>Whether containers can be had here.</summary>
internal static class DockerEngine
{
    private static readonly Lazy<bool> Answers = new(Ask);

    /// <summary>By asking the engine: its client is installed on many machines without one.</summary>
    public static bool IsThere => Answers.Value;

    private static bool Ask()
    {
        try
        {
            // Made, not started: the check comes with making.
            new ContainerBuilder("scratch").Build().DisposeAsync().AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (DockerUnavailableException)
        {
            return false;
        }
    }
}
