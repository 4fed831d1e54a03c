using System.Net;
using Pipeline.Fleet.Tests.Support;
using Pipeline.Services;

namespace Pipeline.Fleet.Tests.Commands;

/// <summary><c>serve</c> when all is well.</summary>
public sealed class ServeTests
{
    [Fact]
    public async Task With_the_policies_it_serves_answers_for_its_health_and_stops_when_told_to()
    {
        await using var bed = await FleetBed.MakeAsync();
        await bed.Broker.ImportAsync(Path.Combine(Checkout.Root, "deploy", "rabbitmq", "definitions.json"));
        var port = FreePorts.Take();
        await using var worker = ProgramProcess.Start("Worker", bed.Settings(
            ("Worker:Broker:Management", $"{bed.Broker.Node.ManagementUri}"),
            ("Worker:Health:Host", "127.0.0.1"),
            ("Worker:Health:Port", $"{port}")), "serve");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };

        await WaitUntilReadyAsync(client, worker);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "health/live"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, "health/other"));

        worker.Terminate();
        var (exitCode, _, error) = await worker.EndAsync(TestContext.Current.CancellationToken);
        Assert.True(exitCode == 0, error);
        Assert.Contains("Taking jobs for standard@", error, StringComparison.Ordinal);
        Assert.DoesNotContain("not checked", error, StringComparison.Ordinal);
    }

    private static async Task WaitUntilReadyAsync(HttpClient client, ProgramProcess worker)
    {
        while (true)
        {
            try
            {
                if (await StatusAsync(client, "health/ready") == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet, or no longer.
                if (worker.HasExited)
                {
                    var (exitCode, _, error) = await worker.EndAsync(TestContext.Current.CancellationToken);
                    Assert.Fail($"The worker ended with {exitCode}: {error}");
                }
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
