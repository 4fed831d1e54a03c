using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Reports;

namespace Pipeline.Dispatcher.Tests.Reports;

public sealed class ReportTablesTests
{
    [Fact]
    public void A_line_tells_what_the_matting_network_was_given_and_nothing_where_none_was_asked()
    {
        var matting = new NetworkMatting { Area = "tiles", Width = 512, Height = 384, Inputs = 7, Scale = 0.5 };

        Assert.Contains(
            """
            "matting":{"area":"tiles","width":512,"height":384,"inputs":7,"scale":0.5}
            """.Trim(),
            ReportTables.ToJsonLine(ReportRow.Of(CutOut(matting))),
            StringComparison.Ordinal);
        Assert.DoesNotContain("matting", ReportTables.ToJsonLine(ReportRow.Of(CutOut(null))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_csv_line_quotes_what_holds_separators_and_defuses_formulas()
    {
        var row = new ReportRow
        {
            Photo = "=cmd|'/c calc'!A0",
            Outcome = "failed",
            Reason = FailureReason.NoSubject,
            Detail = "Said \"no\",\nand ended.",
            Confidence = 0.5,
            Seconds = 1.25,
            Sku = "-1",
        };

        Assert.Equal(
            "\"'=cmd|'/c calc'!A0\",failed,NoSubject,\"Said \"\"no\"\",\nand ended.\",0.5,,,,1.25,", ReportTables.ToCsvLine(row));
        Assert.Equal($"{ReportTables.ToCsvLine(row)},\"'-1\"", ReportTables.ToCsvLineWithSku(row));
    }

    private static JobOutcome.CutOut CutOut(NetworkMatting? matting) => new("mug.jpg", new BackgroundRemoved
    {
        JobId = Guid.Empty,
        JobKey = "key",
        BatchId = Guid.Empty,
        Source = new BlobRef { Container = "photos", Name = "mug.jpg" },
        SourceETag = "1",
        Renditions = [],
        Chain = new ChainRef { Name = "deeplabv3-indexnet", Digest = "0" },
        Matting = matting,
        Stages = [],
        FinishedAt = DateTimeOffset.UnixEpoch,
    });
}
