namespace Pipeline.Dispatcher.Batches;

/// <summary>Watches a batch. Calls come one at a time, in the order in which jobs end.</summary>
public interface IBatchObserver
{
    void OnEnded(JobOutcome outcome);
}
