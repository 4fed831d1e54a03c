using System.CommandLine;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Dispatch;
using Pipeline.Dispatcher.Messaging;

namespace Pipeline.Dispatcher.Commands;

/// <summary>Builds what a command runs in, and turns whatever it throws into a sentence and an exit code.</summary>
internal static class CommandHost
{
    public static readonly Option<FileInfo?> Settings = new("--settings")
    {
        Description = "A JSON file of settings. The environment goes before it: Dispatcher__Broker__Host=broker.",
        HelpName = "FILE",
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose", "-v")
    {
        Description = "Show where an error came from, and log more.",
        Recursive = true,
    };

    /// <summary>Runs a command over the fleet's services.</summary>
    public static async Task<int> RunAsync(
        ParseResult parsed, Func<IServiceProvider, CancellationToken, Task<int>> run, CancellationToken cancellation)
    {
        try
        {
            using var host = Builder(parsed).Build();
            return await run(host.Services, cancellation);
        }
        catch (Exception e)
        {
            return await TellAsync(e, parsed, cancellation);
        }
    }

    /// <summary>A host that serves: both buses and what runs on them.</summary>
    public static IHost MakeServing(ParseResult parsed)
    {
        var builder = Builder(parsed);
        AddServing(builder.Services);
        return builder.Build();
    }

    /// <summary>Both buses, and what runs on them.</summary>
    public static void AddServing(IServiceCollection services)
    {
        // Hosted services stop in the opposite order: the buses go last, when nobody publishes any more.
        services.AddMassTransit(bus => bus.UseRabbitMq());
        services.AddMassTransit<IPublishingBus>(bus => bus.UsePublishingRabbitMq());
        services.AddFleetServices();
        services.AddOptions<MassTransitHostOptions>().Configure<IOptions<BrokerOptions>>((host, broker) =>
        {
            host.WaitUntilStarted = true;
            host.StartTimeout = TimeSpan.FromSeconds(broker.Value.StartSeconds);
            host.ConsumerStopTimeout = TimeSpan.FromSeconds(10);
            host.StopTimeout = TimeSpan.FromSeconds(15);
        });
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(25));
    }

    public static async Task<int> TellAsync(Exception exception, ParseResult parsed, CancellationToken cancellation)
    {
        if (exception is OperationCanceledException && cancellation.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }

        if (exception is StandardOutputException { IsReaderGone: true } gone)
        {
            return gone.ExitCode;
        }

        var (code, sentence) = Troubles.Describe(exception);
        if (code == ExitCodes.Usage)
        {
            sentence = UsageError.Describe(sentence, null, CommandLine.CommandOf(parsed, DispatcherCommand.Program));
        }

        await Console.Error.WriteLineAsync(
            parsed.GetValue(Verbose) ? $"{sentence}{Environment.NewLine}{exception}" : sentence);
        return code;
    }

    private static HostApplicationBuilder Builder(ParseResult parsed)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        if (parsed.GetValue(Settings) is { } file)
        {
            builder.Configuration.AddJsonFile(file.FullName, optional: false);
        }

        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(parsed.GetValue(Verbose) ? LogLevel.Debug : LogLevel.Information);
        builder.Logging.AddFilter("MassTransit", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // It writes the stack trace of a service that ends; the sentence comes from the command.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.AddFleet();
        builder.Services.AddSingleton(Console.Out);
        builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ProgressCheck>(
            provider, provider.GetRequiredService<IOptions<FleetOptions>>().Value));
        builder.Services.AddSingleton<BatchWatch>();
        builder.Services.AddSingleton<FleetView>();
        return builder;
    }
}
