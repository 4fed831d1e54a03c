using System.Net;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Pipeline.Worker.Health;

/// <summary>
/// <c>/health/live</c> answers 200 while the process does anything at all; <c>/health/ready</c> answers 200 while it is
/// connected to the broker and the store answers, and 503 with the reason otherwise. A broker that is away is no reason
/// to restart workers, so that liveness does not ask for it.
/// </summary>
internal sealed class HealthEndpoint(IOptions<HealthOptions> options, HealthCheckService checks) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Port == 0)
        {
            return;
        }

        using var listener = new HttpListener();
        listener.Prefixes.Add($"http://{options.Value.Host}:{options.Value.Port}/health/");
        listener.Start();
        await using var stop = stoppingToken.UnsafeRegister(_ => listener.Stop(), null);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync(), stoppingToken);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // The listener was stopped, or who asked did not wait for the answer.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context, CancellationToken cancellation)
    {
        var (status, text) = context.Request.Url?.AbsolutePath switch
        {
            "/health/live" => (HttpStatusCode.OK, "alive"),
            "/health/ready" => await ReadyAsync(cancellation),
            _ => (HttpStatusCode.NotFound, "/health/live or /health/ready"),
        };
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "text/plain";
        context.Response.Close(Encoding.UTF8.GetBytes(text + "\n"), willBlock: false);
    }

    private async Task<(HttpStatusCode Status, string Text)> ReadyAsync(CancellationToken cancellation)
    {
        var report = await checks.CheckHealthAsync(cancellation);
        var troubles = report.Entries
            .Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .Select(entry => $"{entry.Key}: {entry.Value.Description}").ToList();
        return troubles.Count == 0
            ? (HttpStatusCode.OK, "ready")
            : (HttpStatusCode.ServiceUnavailable, string.Join('\n', troubles));
    }
}
