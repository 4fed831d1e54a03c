using System.Threading.Channels;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Reports;

namespace Pipeline.Embedded.Reports;

/// <summary>
/// A report in a folder: <c>report.jsonl</c> and <c>report.csv</c> grow with the run, <c>report.html</c> is written at
/// its end. Pictures for the page are made beside the work, in <c>pictures/</c>. Trouble with the report does not end the
/// run.
/// </summary>
internal sealed class FolderReport : IBatchObserver, IAsyncDisposable
{
    private readonly Channel<ReportRow> _rows = Channel.CreateUnbounded<ReportRow>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly ReportFiles _files;
    private readonly CardMaker _cards;
    private readonly IBatchObserver _inner;
    private readonly Task _writing;

    public FolderReport(ReportFiles files, CardMaker cards, IBatchObserver inner)
    {
        (_files, _cards, _inner) = (files, cards, inner);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Why the report is not complete, as a sentence; null where it is. Known after disposal.</summary>
    public string? Trouble { get; private set; }

    public void OnEnded(JobOutcome outcome)
    {
        _inner.OnEnded(outcome);
        _rows.Writer.TryWrite(ReportRow.Of(outcome));
    }

    /// <summary>Waits until everything is written.</summary>
    public async ValueTask DisposeAsync()
    {
        _rows.Writer.TryComplete();
        try
        {
            await _writing;
            await _files.CloseAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || DiskTrouble.Of(e) is not null)
        {
            Trouble = $"The report in {_files.Folder} is not complete: {DiskTrouble.CauseOf(e, _files.Folder)}.";
        }
    }

    private async Task WriteAsync()
    {
        var cards = new List<ReportCard>();
        await _files.Table.WriteLineAsync(ReportTables.CsvHeader);
        await foreach (var row in _rows.Reader.ReadAllAsync())
        {
            await _files.Lines.WriteLineAsync(ReportTables.ToJsonLine(row));
            await _files.Table.WriteLineAsync(ReportTables.ToCsvLine(row));
            cards.Add(await _cards.MakeAsync(row, cards.Count));
        }

        await File.WriteAllTextAsync(_files.Page, ReportPage.Of(cards));
    }
}
