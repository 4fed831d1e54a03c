using Pipeline.Contracts;
using Pipeline.Dispatcher.Intake;

namespace Pipeline.Embedded.Reports;

/// <summary>The files of a report, opened before the work begins, so that it is not found out after it that they cannot be.</summary>
internal sealed class ReportFiles : IAsyncDisposable
{
    private ReportFiles(string folder)
    {
        Folder = folder;
        Directory.CreateDirectory(Path.Combine(folder, CardMaker.Pictures));
        File.WriteAllText(
            Path.Combine(folder, CardMaker.Pictures, ResultMarkers.Report),
            "The pictures here belong to a report; they are not taken for photos.\n");
        // Flushed row by row, so that a killed run has its rows.
        Lines = new StreamWriter(Path.Combine(folder, "report.jsonl")) { AutoFlush = true };
        Table = new StreamWriter(Path.Combine(folder, "report.csv")) { AutoFlush = true, NewLine = "\r\n" };
    }

    public string Folder { get; }

    /// <summary><c>report.jsonl</c>.</summary>
    public StreamWriter Lines { get; }

    /// <summary><c>report.csv</c>.</summary>
    public StreamWriter Table { get; }

    /// <summary>Where the page is written to at the end.</summary>
    public string Page => Path.Combine(Folder, "report.html");

    /// <returns>Null, and why, where the folder cannot be used.</returns>
    public static ReportFiles? Open(string folder, out Refusal? refusal)
    {
        refusal = null;
        try
        {
            return new ReportFiles(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            refusal = new Refusal(
                ExitCodes.CannotCreate,
                $"The report cannot be written to {folder}: {DiskTrouble.CauseOf(e, folder)}. --report names another folder.");
            return null;
        }
    }

    /// <summary>Writes what is left.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task CloseAsync()
    {
        await Lines.DisposeAsync();
        await Table.DisposeAsync();
    }

    /// <summary>What cannot be written is told by <see cref="CloseAsync"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await CloseAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
