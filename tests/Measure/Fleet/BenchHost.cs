using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Dispatcher;
using Pipeline.Dispatcher.Commands;
using Pipeline.Services;

namespace Pipeline.Measure.Fleet;

/// <summary>The dispatcher's own services, as <c>serve</c> has them.</summary>
internal static class BenchHost
{
    /// <param name="broker">Where jobs are sent.</param>
    /// <param name="ledger">Path of a SQLite file.</param>
    /// <param name="window">Jobs that are given out at once at the least.</param>
    public static IHost Make(RabbitMqVirtualHost broker, string ledger, int window)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Dispatcher:Broker:Host"] = RabbitMqNode.Host,
            ["Dispatcher:Broker:Port"] = broker.Node.Port.ToString(CultureInfo.InvariantCulture),
            ["Dispatcher:Broker:VirtualHost"] = broker.Name,
            ["Dispatcher:Broker:User"] = RabbitMqNode.User,
            ["Dispatcher:Broker:Password"] = RabbitMqNode.Password,
            // Nothing is stored; the account is only not asked.
            ["Dispatcher:Storage:ConnectionString"] = "UseDevelopmentStorage=true",
            ["Dispatcher:Ledger:Path"] = ledger,
            ["Dispatcher:Fleet:LeastWindow"] = window.ToString(CultureInfo.InvariantCulture),
            ["Dispatcher:Fleet:InteractiveUpTo"] = "0",
        });
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddFleet();
        CommandHost.AddServing(builder.Services);
        return builder.Build();
    }
}
