using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Worker;
using Pipeline.Worker.Imaging;

namespace Pipeline.Measure.Runs;

/// <summary>
/// The worker's own registration, without a bus, for pictures of any size; its settings may be given in the environment.
/// </summary>
internal static class ChainServices
{
    /// <param name="options">Options other than the defaults, by their names in the configuration.</param>
    public static ServiceProvider Make(IReadOnlyDictionary<string, string?>? options = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(options).Build());
        services.AddWorker();
        services.Configure<ImageLimits>(limits => (limits.MaxMegapixels, limits.MaxMebibytes) = (1000, 2047));
        return services.BuildServiceProvider();
    }
}
