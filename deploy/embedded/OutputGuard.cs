using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;

namespace Pipeline.Embedded;

/// <summary>Ends the run in order when standard output takes no more lines.</summary>
internal sealed class OutputGuard(IBatchObserver inner, Interruption interruption) : IBatchObserver
{
    private bool _isLost;

    public void OnEnded(JobOutcome outcome)
    {
        if (_isLost)
        {
            return;
        }

        try
        {
            inner.OnEnded(outcome);
        }
        catch (StandardOutputException e)
        {
            _isLost = true;
            interruption.Stop(e.ExitCode, e.IsReaderGone ? null : $"{e.Message} {Interruption.GoOn}");
        }
    }
}
