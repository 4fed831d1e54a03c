using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Dispatch;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Ledger.Sql;
using Pipeline.Dispatcher.Messaging;
using Pipeline.Dispatcher.Progress;
using Pipeline.Dispatcher.Storage;
using Pipeline.Dispatcher.Submissions;

namespace Pipeline.Dispatcher;

/// <summary>What a host calls to have a dispatcher of a fleet in it: ledger, broker and blob storage.</summary>
public static class FleetRegistration
{
    /// <summary>What every command needs: ledger, storage, and the broker's operations.</summary>
    public static IServiceCollection AddFleet(this IServiceCollection services)
    {
        AddOptions<LedgerOptions>(services, LedgerOptions.Section);
        AddOptions<BlobAccountOptions>(services, BlobAccountOptions.Section);
        AddOptions<BrokerOptions>(services, BrokerOptions.Section);
        AddOptions<FleetOptions>(services, FleetOptions.Section);
        AddOptions<TrackerOptions>(services, TrackerOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DispatcherIdentity>();
        services.AddSingleton(MakeDatabase);
        services.AddSingleton<ILedger>(provider => new SqlLedger(
            provider.GetRequiredService<LedgerDatabase>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IPhotoStore, AzurePhotoStore>();
        services.AddSingleton<IBroker, RabbitBroker>();
        services.AddSingleton<Submission>();
        return services;
    }

    /// <summary>What serves beside that: giving out, following, and going on with submissions.</summary>
    public static IServiceCollection AddFleetServices(this IServiceCollection services)
    {
        services.AddSingleton<JobMessages>();
        services.AddSingleton<DispatchWindow>();
        services.AddSingleton<IFleetPublisher, FleetPublisher>();
        services.AddSingleton<GivenUpJobs>();
        services.AddSingleton<BatchEnds>();
        services.AddSingleton<DispatchRound>();
        services.AddSingleton<Reconciler>();
        services.AddSingleton<DeadLetters>();
        services.AddHostedService<Tracker>();
        services.AddHostedService<DispatchService>();
        services.AddHostedService<ListingService>();
        return services;
    }

    private static void AddOptions<T>(IServiceCollection services, string section)
        where T : class =>
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations();

    private static LedgerDatabase MakeDatabase(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<LedgerOptions>>().Value;
        if (options.Provider == LedgerProvider.PostgreSql)
        {
            return new PostgresDatabase(options.ConnectionString!);
        }

        var path = Path.GetFullPath(options.Path);
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(
                ExitCodes.CannotCreate,
                $"The folder of the ledger, {folder}, cannot be made: {DiskTrouble.CauseOf(e, folder)}. "
                    + $"{LedgerOptions.Section}:{nameof(LedgerOptions.Path)} names another file.",
                e);
        }

        return new SqliteDatabase(path);
    }
}
