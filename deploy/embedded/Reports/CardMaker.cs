using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Reports;
using Pipeline.Worker;
using Pipeline.Worker.Marketplaces;
using Pipeline.Worker.Previews;

namespace Pipeline.Embedded.Reports;

/// <summary>Reads a photo and its renditions again, for the page's pictures and the marketplaces' verdicts.</summary>
internal sealed class CardMaker(PreviewMaker previews, CutoutArguments arguments, string folder, TimeProvider time)
{
    /// <summary>Folder of the pictures, beside the page.</summary>
    public const string Pictures = "pictures";

    private const int Side = 320;

    /// <param name="row">The photo.</param>
    /// <param name="number">Names its pictures.</param>
    public async Task<ReportCard> MakeAsync(ReportRow row, int number)
    {
        try
        {
            var shown = row.Renditions.Count > 0 ? await ReadAsync(row.Renditions[0]) : null;
            return new ReportCard
            {
                Row = row,
                Before = await SaveAsync(number, "before", await BeforeAsync(row)),
                Cutout = await SaveAsync(number, "cutout", shown is null ? null : PreviewMaker.OfRendition(shown, Side)),
                Matte = await SaveAsync(number, "matte", shown is null ? null : PreviewMaker.OfAlpha(shown, Side)),
                Verdicts = await VerdictsAsync(row),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JobRejectedException)
        {
            // A file that went away since, or one that is no picture, has no pictures here; its row says what happened.
            return new ReportCard { Row = row };
        }
    }

    private async Task<byte[]?> BeforeAsync(ReportRow row)
    {
        var path = Path.Combine(arguments.Root, row.Photo);
        return row.Outcome == "failed" && row.Renditions.Count == 0 && !File.Exists(path)
            ? null
            : previews.OfPhoto(await File.ReadAllBytesAsync(path), arguments.Recipe, Side);
    }

    private async Task<IReadOnlyList<ReportCard.Verdict>> VerdictsAsync(ReportRow row)
    {
        var verdicts = new List<ReportCard.Verdict>();
        foreach (var rendition in row.Renditions)
        {
            if (MarketplaceCatalogue.Find(rendition.Name) is not { } marketplace)
            {
                continue;
            }

            var report = MarketplaceVerifier.Verify(
                await ReadAsync(rendition),
                Path.GetFileName(rendition.Blob.Name),
                marketplace,
                DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
            verdicts.Add(new ReportCard.Verdict(
                marketplace.Name,
                report.Passed,
                [.. report.Results.Where(r => r.Outcome == RuleOutcome.Fail).Select(r => $"{r.Rule}: {r.Sentence}")]));
        }

        return verdicts;
    }

    private Task<byte[]> ReadAsync(Rendition rendition) =>
        File.ReadAllBytesAsync(Path.Combine(arguments.Out, rendition.Blob.Name));

    private async Task<string?> SaveAsync(int number, string kind, byte[]? picture)
    {
        if (picture is null)
        {
            return null;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{Pictures}/{number:D6}-{kind}.webp");
        await File.WriteAllBytesAsync(Path.Combine(folder, name), picture);
        return name;
    }
}
