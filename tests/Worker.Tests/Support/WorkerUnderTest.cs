using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Storage;

namespace Pipeline.Worker.Tests.Support;

/// <summary>The worker as a host registers it, over a given store.</summary>
internal sealed class WorkerUnderTest
{
    public WorkerUnderTest(IBlobStore store)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddWorker();
        services.AddSingleton(store);
        var provider = services.BuildServiceProvider();
        Job = provider.GetRequiredService<CutoutJob>();
        Chain = provider.GetRequiredService<CutoutChain>();
    }

    public CutoutJob Job { get; }

    public CutoutChain Chain { get; }
}
