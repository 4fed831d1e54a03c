using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Intake.Sources;

/// <summary>Where the photos of a batch come from.</summary>
public interface IBatchSource
{
    /// <summary>The photos from a checkpoint on, in an order that is the same every time.</summary>
    /// <exception cref="RefusedException">The source cannot be listed.</exception>
    IAsyncEnumerable<SourcePage> PagesAsync(ListingCheckpoint from, CancellationToken cancellation);
}
