using System.ComponentModel.DataAnnotations;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>How much work is given out ahead to the fleet, and when a job is thought to be lost.</summary>
public sealed class FleetOptions : IValidatableObject
{
    public const string Section = "Dispatcher:Fleet";

    /// <summary>
    /// Jobs out are what the fleet has lately done in so many seconds: pause, cancel and priority act that fast.
    /// </summary>
    [Range(1, 3600)]
    public int WindowSeconds { get; set; } = 60;

    /// <summary>Jobs out at the least; also the most of interactive jobs.</summary>
    [Range(1, 200_000)]
    public int LeastWindow { get; set; } = 1000;

    /// <summary>Jobs out at the most. The broker takes about 1 MB of memory for 30,000.</summary>
    [Range(1, 1_000_000)]
    public int MostWindow { get; set; } = 200_000;

    /// <summary>Batches of at most so many photos are interactive without being asked to; 0 for none.</summary>
    [Range(0, 1000)]
    public int InteractiveUpTo { get; set; } = 32;

    /// <summary>A job that has been out for so long, while nothing waits on its queue, is published again.</summary>
    [Range(1, 1_000_000)]
    public int RepublishAfterSeconds { get; set; } = 1800;

    /// <summary>A job that was published so often without an end has failed.</summary>
    [Range(1, 100)]
    public int MostAttempts { get; set; } = 5;

    /// <summary>Seconds between looks for lost jobs and dead letters.</summary>
    [Range(1, 3600)]
    public int ReconcileSeconds { get; set; } = 60;

    /// <summary>Whether the batch's jobs go past the bulk. Its size is known when its first job is given out.</summary>
    public bool IsInteractive(LedgerBatch batch) => batch.Settings.Interactive || batch.Counts.Total <= InteractiveUpTo;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (LeastWindow > MostWindow)
        {
            yield return new ValidationResult(
                $"{Section}:{nameof(LeastWindow)} is above {nameof(MostWindow)}.", [nameof(LeastWindow)]);
        }
    }
}
