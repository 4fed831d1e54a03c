using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Fleet.Tests.Support;
using Pipeline.Services;
using Pipeline.Worker.Cutouts;

namespace Pipeline.Fleet.Tests.Jobs;

/// <summary>A broker that takes no messages for a while, its disk being full, and gives out what it has.</summary>
public sealed class BrokerAlarmTests
{
    [Fact]
    public async Task Jobs_that_wait_are_done_though_the_broker_takes_no_events()
    {
        const int Jobs = 10;
        await using var node = await RabbitMqNode.StartAsync();
        Assert.SkipUnless(node.CanBeKilled, "The broker runs in a container.");
        await using var bed = await FleetBed.MakeAsync(node);
        var chain = FleetBed.Standard();
        var queue = EndpointNames.RemoveBackground(chain.Name);
        await bed.Outsider.DeclareJobQueueAsync(queue);
        for (var i = 0; i < Jobs; i++)
        {
            await bed.Outsider.SubmitAsync(bed.Job($"{i}", chain));
        }

        await node.AlarmAsync();
        var runner = new FaultyRunner(_ => null);
        await bed.StartWorkerAsync(
            services => services.AddSingleton<IJobRunner>(runner), ("Worker:Fleet:PublishSeconds", "1"));
        while (runner.Jobs < Jobs || await bed.Broker.CountAsync(queue) > 0)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        await node.CalmAsync();
        await bed.Outsider.ListenAsync();
        var after = bed.Job("after", chain);
        await bed.Outsider.SubmitAsync(after);
        await bed.Outsider.HearUntilAsync(after.JobId);
        Assert.Equal(Jobs + 1, runner.Runs);
    }
}
