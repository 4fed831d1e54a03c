using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Pipeline.Services;

/// <summary>A virtual host of a test's own; deleted with all its queues at the end.</summary>
public sealed class RabbitMqVirtualHost : IAsyncDisposable
{
    internal RabbitMqVirtualHost(RabbitMqNode node, string name) => (Node, Name) = (node, name);

    public RabbitMqNode Node { get; }

    public string Name { get; }

    /// <summary>For clients of AMQP 0-9-1.</summary>
    public Uri Uri => new(
        $"amqp://{RabbitMqNode.User}:{RabbitMqNode.Password}@{RabbitMqNode.Host}:{Node.Port}/{Name}");

    /// <summary>Sets a policy, as the management interface describes it.</summary>
    public async Task SetPolicyAsync(string name, object policy) =>
        await PutAsync($"api/policies/{Name}/{name}", policy);

    /// <summary>Imports policies, exchanges, queues and bindings from a definitions file.</summary>
    public async Task ImportAsync(string definitionsFile)
    {
        using var content = new StringContent(
            await File.ReadAllTextAsync(definitionsFile), System.Text.Encoding.UTF8, "application/json");
        using var done = await Node.Management.PostAsync($"api/definitions/{Name}", content);
        await RequireSuccessAsync(done);
    }

    /// <summary>Declares a queue before anyone else does.</summary>
    public Task DeclareQueueAsync(string queue, object description) =>
        PutAsync($"api/queues/{Name}/{queue}", description);

    /// <summary>The management interface's description of a queue, or null where there is none.</summary>
    public async Task<JsonElement?> FindQueueAsync(string queue)
    {
        using var found = await Node.Management.GetAsync($"api/queues/{Name}/{queue}");
        return found.StatusCode == HttpStatusCode.NotFound
            ? null
            : await found.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Messages in a queue by the management interface's own count, which is some seconds late.</summary>
    public async Task<long> CountAsync(string queue) =>
        await FindQueueAsync(queue) is { } found && found.TryGetProperty("messages", out var messages)
            ? messages.GetInt64()
            : 0;

    /// <summary>Takes messages out of a queue: their bodies, headers and properties.</summary>
    public async Task<JsonElement[]> TakeAsync(string queue, int count)
    {
        using var taken = await Node.Management.PostAsJsonAsync(
            $"api/queues/{Name}/{queue}/get", new { count, ackmode = "ack_requeue_false", encoding = "auto" });
        await RequireSuccessAsync(taken);
        return await taken.Content.ReadFromJsonAsync<JsonElement[]>() ?? [];
    }

    public async ValueTask DisposeAsync()
    {
        using var deleted = await Node.Management.DeleteAsync($"api/vhosts/{Name}");
    }

    private async Task PutAsync(string path, object content)
    {
        using var done = await Node.Management.PutAsJsonAsync(path, content);
        await RequireSuccessAsync(done);
    }

    private static async Task RequireSuccessAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
