using System.Threading.Channels;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake;
using Pipeline.Dispatcher.Reports;

namespace Pipeline.Embedded.Reports;

/// <summary>
/// A report in a folder: <c>report.jsonl</c> and <c>report.csv</c> grow with the run, <c>report.html</c> is written at
/// its end. Pictures for the page are made beside the work, in <c>pictures/</c>.
/// </summary>
internal sealed class FolderReport : IBatchObserver, IAsyncDisposable
{
    private readonly Channel<ReportRow> _rows = Channel.CreateUnbounded<ReportRow>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly string _folder;
    private readonly CardMaker _cards;
    private readonly IBatchObserver _inner;
    private readonly Task _writing;

    /// <exception cref="IOException">The folder cannot be used.</exception>
    public FolderReport(string folder, CardMaker cards, IBatchObserver inner)
    {
        (_folder, _cards, _inner) = (folder, cards, inner);
        Directory.CreateDirectory(Path.Combine(folder, CardMaker.Pictures));
        File.WriteAllText(
            Path.Combine(folder, CardMaker.Pictures, ResultMarkers.Report),
            "The pictures here belong to a report; they are not taken for photos.\n");
        _writing = Task.Run(WriteAsync);
    }

    public void OnEnded(JobOutcome outcome)
    {
        _inner.OnEnded(outcome);
        _rows.Writer.TryWrite(ReportRow.Of(outcome));
    }

    /// <summary>Waits until everything is written.</summary>
    public async ValueTask DisposeAsync()
    {
        _rows.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        var cards = new List<ReportCard>();
        // Flushed row by row, so that a killed run has its rows.
        await using var lines = new StreamWriter(Path.Combine(_folder, "report.jsonl")) { AutoFlush = true };
        await using var table = new StreamWriter(Path.Combine(_folder, "report.csv"))
        {
            AutoFlush = true,
            NewLine = "\r\n",
        };
        await table.WriteLineAsync(ReportTables.CsvHeader);
        await foreach (var row in _rows.Reader.ReadAllAsync())
        {
            await lines.WriteLineAsync(ReportTables.ToJsonLine(row));
            await table.WriteLineAsync(ReportTables.ToCsvLine(row));
            cards.Add(await _cards.MakeAsync(row, cards.Count));
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "report.html"), ReportPage.Of(cards));
    }
}
