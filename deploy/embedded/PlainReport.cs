using Pipeline.Dispatcher.Batches;

namespace Pipeline.Embedded;

/// <summary>One line per photo, for files and other programs.</summary>
internal sealed class PlainReport(int total, TextWriter writer) : BatchReport(total), IBatchObserver
{
    private int _ended;

    public override Task<BatchSummary> ShowAsync(Func<IBatchObserver, Task<BatchSummary>> run) => run(this);

    public void OnEnded(JobOutcome outcome) => WriteLine($"[{++_ended}/{Total}] {Describe(outcome)}");

    protected override void WriteLine(string line) => writer.WriteLine(line);
}
