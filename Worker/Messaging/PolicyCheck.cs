using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Worker.Chains;

namespace Pipeline.Worker.Messaging;

/// <summary>
/// Whether the policies of <c>deploy/rabbitmq/definitions.json</c> hold. Without them the broker works and loses jobs
/// on bad days: those that kill workers come back for ever or take others with them.
/// </summary>
internal sealed partial class PolicyCheck(
    IOptions<BrokerOptions> options, IInstalledChains chains, ILogger<PolicyCheck> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="CannotStartException">A policy is missing and required.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (options.Value.Management is not { } management)
        {
            LogUnchecked($"{BrokerOptions.Section}:{nameof(BrokerOptions.Management)} is not set");
            return;
        }

        if (await ReadAsync(management, cancellation) is not { } policies)
        {
            return;
        }

        var missing = chains.All.SelectMany(chain => FleetTopology.JobQueues(chain.Name))
            .SelectMany(queue => BrokerPolicy.Missing(policies, queue)).ToList();
        if (missing is not [var first, ..])
        {
            return;
        }

        var sentence = $"The broker lacks policies ({first}); apply deploy/rabbitmq/definitions.json.";
        if (options.Value.RequirePolicies)
        {
            throw new CannotStartException(ExitCodes.Configuration, sentence);
        }

        LogMissing(sentence);
    }

    private async Task<BrokerPolicy[]?> ReadAsync(Uri management, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = Patience };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Value.User}:{options.Value.Password}")));
        var address = new Uri(management, $"/api/policies/{Uri.EscapeDataString(options.Value.VirtualHost)}");
        try
        {
            return await client.GetFromJsonAsync<BrokerPolicy[]>(address, cancellation);
        }
        catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            LogUnchecked($"the user {options.Value.User} may not read them; it needs the tag policymaker");
            return null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new CannotStartException(
                ExitCodes.Configuration,
                $"What answers at {management.Host}:{management.Port} is not RabbitMQ's management interface; check "
                    + $"{BrokerOptions.Section}:{nameof(BrokerOptions.Management)}.",
                e);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            throw new CannotStartException(
                ExitCodes.Unavailable,
                $"The broker's management interface at {management.Host}:{management.Port} does not answer.",
                e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker's policies were not checked: {Reason}")]
    private partial void LogUnchecked(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sentence}")]
    private partial void LogMissing(string sentence);
}
