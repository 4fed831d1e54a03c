using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Pipeline.Services;

namespace Pipeline.Measure.Fleet;

/// <summary>The broker as a process of this machine.</summary>
internal static class BrokerProcess
{
    /// <exception cref="MeasureException">It runs in a container.</exception>
    public static async Task<int> FindAsync(RabbitMqNode node, CancellationToken cancellation)
    {
        if (!node.CanBeKilled)
        {
            throw new MeasureException("The broker runs in a container, whose process cannot be seen from here.");
        }

        while (true)
        {
            var nodes = await node.Management.GetFromJsonAsync<JsonElement>("api/nodes", cancellation);
            if (nodes[0].TryGetProperty("os_pid", out var process))
            {
                return int.Parse(process.GetString()!, CultureInfo.InvariantCulture);
            }

            // A new node has no figures of itself for some seconds.
            await Task.Delay(500, cancellation);
        }
    }

    /// <summary>Processor time that it has taken.</summary>
    /// <param name="process">Its number.</param>
    public static TimeSpan CpuTime(int process)
    {
        using var broker = Process.GetProcessById(process);
        return broker.TotalProcessorTime;
    }
}
