using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Pipeline.Worker.Health;

/// <summary>
/// Whether jobs fail for reasons that are neither the photo's nor the store's, one after the other: then it is this worker
/// that does not work.
/// </summary>
internal sealed class JobFaults : IHealthCheck
{
    /// <summary>Fewer may well be photos that come upon a fault of the code.</summary>
    public const int MostInARow = 5;

    private readonly Lock _door = new();
    private int _inARow;
    private string _last = "";

    public void OnFault(Exception fault)
    {
        lock (_door)
        {
            _inARow++;
            _last = NativeLibraries.Explain(fault) ?? $"{fault.GetType().Name}: {fault.Message.Split('\n')[0]}";
        }
    }

    /// <summary>A job came to its result, be it a refusal.</summary>
    public void OnResult()
    {
        lock (_door)
        {
            _inARow = 0;
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (_door)
        {
            return Task.FromResult(_inARow < MostInARow
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"{_inARow} jobs in a row failed unexpectedly; the last one: {_last}"));
        }
    }
}
