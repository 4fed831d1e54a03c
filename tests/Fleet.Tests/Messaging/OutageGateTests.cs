using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Pipeline.Fleet.Tests.Support;
using Pipeline.Worker.Messaging;

namespace Pipeline.Fleet.Tests.Messaging;

public sealed class OutageGateTests
{
    [Fact]
    public async Task A_store_that_can_keep_nothing_closes_the_gate_at_once_and_one_job_tries_it_again()
    {
        var time = new ManualTime();
        var options = new FleetOptions { OutageAfterFailures = 10, OutagePauseSeconds = 10 };
        var gate = new OutageGate(Options.Create(options), time, NullLogger<OutageGate>.Instance);

        gate.Close("/cutouts cannot be written: the disk is full.");

        Assert.True(gate.IsClosed);
        time.Move(TimeSpan.FromSeconds(10));
        await gate.PassAsync(TestContext.Current.CancellationToken);
        Assert.True(gate.IsClosed);
        gate.OnSuccess();
        Assert.False(gate.IsClosed);
    }
}
