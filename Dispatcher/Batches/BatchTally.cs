namespace Pipeline.Dispatcher.Batches;

/// <summary>Counts outcomes as they come, from any thread, and passes them on one at a time.</summary>
internal sealed class BatchTally(IBatchObserver observer)
{
    private readonly Lock _gate = new();
    private readonly List<JobOutcome.Failed> _failures = [];
    private readonly QualityTally _quality = new();
    private int _cutOut;
    private int _alreadyDone;
    private int _skipped;

    public void Add(JobOutcome outcome)
    {
        lock (_gate)
        {
            switch (outcome)
            {
                case JobOutcome.CutOut done:
                    _cutOut++;
                    _quality.Add(done.Photo, done.Event.Quality);
                    break;
                case JobOutcome.AlreadyDone done:
                    _alreadyDone++;
                    _quality.Add(done.Photo, done.Event.Quality);
                    break;
                case JobOutcome.Skipped:
                    _skipped++;
                    break;
                case JobOutcome.Failed failed:
                    _failures.Add(failed);
                    break;
            }

            observer.OnEnded(outcome);
        }
    }

    public BatchSummary ToSummary(int total, TimeSpan elapsed)
    {
        lock (_gate)
        {
            return new BatchSummary
            {
                Total = total,
                CutOut = _cutOut,
                AlreadyDone = _alreadyDone,
                Skipped = _skipped,
                Failures = [.. _failures],
                Quality = _quality.ToSummary(),
                Elapsed = elapsed,
            };
        }
    }
}
