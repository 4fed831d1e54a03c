using System.ComponentModel.DataAnnotations;
using Pipeline.Contracts;

namespace Pipeline.Worker.Messaging;

/// <summary>How a worker on a broker takes trouble: what it tries again, when, and what it gives up.</summary>
public sealed class FleetOptions : IValidatableObject
{
    public const string Section = "Worker:Fleet";

    private const int MostRetryDelaySeconds = 86_400;

    /// <summary>Tries within the process after the first, for trouble with the store that passes at once.</summary>
    [Range(0, 10)]
    public int QuickRetries { get; set; } = 2;

    /// <summary>Seconds before the first of them; each later one waits five times as long.</summary>
    [Range(0, 60)]
    public double QuickRetrySeconds { get; set; } = 0.2;

    /// <summary>
    /// Seconds that a job waits on the broker before its second, third, … attempt; the last holds for all after. Part
    /// of the names of queues: another value makes another queue. 1 to 86,400 each; null: 30 seconds, 5 minutes, 30
    /// minutes.
    /// </summary>
    public int[]? RetryDelaySeconds { get; set; }

    /// <summary>Minutes after a job's first attempt from which on it is not tried again.</summary>
    [Range(0, 10_080)]
    public double DeadlineMinutes { get; set; } = 360;

    /// <summary>Attempts at a job that fails for a reason that is not known to pass.</summary>
    [Range(1, 10)]
    public int UnexpectedAttempts { get; set; } = 2;

    /// <summary>Seconds that a job may run.</summary>
    [Range(1, 3600)]
    public double JobSeconds { get; set; } = 600;

    /// <summary>Start marks of a job from which on it counts as one that kills workers.</summary>
    [Range(1, 10)]
    public int MarksOfPoison { get; set; } = 3;

    /// <summary>Failures in a row, of any jobs, that count as an outage of the store.</summary>
    [Range(1, 1000)]
    public int OutageAfterFailures { get; set; } = 10;

    /// <summary>Seconds between looks whether an outage is over.</summary>
    [Range(0.01, 3600)]
    public double OutagePauseSeconds { get; set; } = 10;

    /// <summary>
    /// Seconds that a delivered job waits for the end of an outage before it goes back to wait on the broker; below the
    /// broker's patience of 30 minutes.
    /// </summary>
    [Range(0.01, 1500)]
    public double OutageHoldSeconds { get; set; } = 300;

    /// <summary>Seconds after which the cancellation of a batch must be heard again.</summary>
    [Range(1, 86_400)]
    public double CancellationSeconds { get; set; } = 60;

    /// <summary>Seconds that one publish may take until the broker has confirmed it.</summary>
    [Range(0.1, 600)]
    public double PublishSeconds { get; set; } = 30;

    /// <summary>
    /// Pictures that a network takes at once; that many more jobs than run wait within the worker, 64 at the most in
    /// all.
    /// </summary>
    [Range(1, 32)]
    public int Batch { get; set; } = 1;

    /// <summary>
    /// Seconds that running jobs have to end when the worker is told to stop; then they go back to the queue.
    /// </summary>
    [Range(0, 3600)]
    public double StopSeconds { get; set; } = 20;

    /// <summary>Where events say that they come from.</summary>
    [Required]
    public string EventSource { get; set; } = "/pipeline/worker";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RetryDelaySeconds?.Any(seconds => seconds is < 1 or > MostRetryDelaySeconds) == true)
        {
            yield return new ValidationResult(
                $"{Section}:{nameof(RetryDelaySeconds)} are between 1 and {MostRetryDelaySeconds} seconds each.",
                [nameof(RetryDelaySeconds)]);
        }

        if (RetryDelaySeconds?.Distinct().Count() < RetryDelaySeconds?.Length)
        {
            yield return new ValidationResult(
                $"{Section}:{nameof(RetryDelaySeconds)} names a delay twice.", [nameof(RetryDelaySeconds)]);
        }
    }

    internal IReadOnlyList<TimeSpan> RetryDelays =>
        RetryDelaySeconds is { Length: > 0 } given
            ? [.. given.Select(seconds => TimeSpan.FromSeconds(seconds))]
            : EndpointNames.UsualRetryDelays;
}
