using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pipeline.Worker.Messaging;

namespace Pipeline.Worker.Health;

/// <summary>Whether jobs fail for the store's sake.</summary>
internal sealed class StoreHealth(OutageGate gate) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(gate.IsClosed
            ? HealthCheckResult.Degraded("the store does not answer")
            : HealthCheckResult.Healthy());
}
