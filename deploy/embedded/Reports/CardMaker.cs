using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Intake;
using Pipeline.Dispatcher.Reports;
using Pipeline.Worker;
using Pipeline.Worker.Previews;

namespace Pipeline.Embedded.Reports;

/// <summary>Reads a photo and its first rendition again, for the pictures of the page.</summary>
internal sealed class CardMaker(PreviewMaker previews, IPhotoIntake photos, CutoutArguments arguments, string folder)
{
    /// <summary>Folder of the pictures, beside the page.</summary>
    public const string Pictures = "pictures";

    private const int Side = 320;

    /// <param name="row">The photo.</param>
    /// <param name="number">Names its pictures.</param>
    /// <exception cref="IOException">The report's folder takes no picture.</exception>
    public async Task<ReportCard> MakeAsync(ReportRow row, int number)
    {
        var (before, cutout, matte) = await DrawAsync(row);
        return new ReportCard
        {
            Row = row,
            Before = await SaveAsync(number, "before", before),
            Cutout = await SaveAsync(number, "cutout", cutout),
            Matte = await SaveAsync(number, "matte", matte),
        };
    }

    private async Task<(byte[]? Before, byte[]? Cutout, byte[]? Matte)> DrawAsync(ReportRow row)
    {
        try
        {
            var (cutout, matte) = row.Renditions.Count > 0
                ? PreviewMaker.OfRendition(await ReadAsync(row.Renditions[0]), Side)
                : default;
            return (await BeforeAsync(row), cutout, matte);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JobRejectedException)
        {
            // A file that went away since, or one that is no picture, has no pictures here; its row says what happened.
            return default;
        }
    }

    private async Task<byte[]?> BeforeAsync(ReportRow row) => photos.FileOf(row.Photo) is { } path
        ? previews.OfPhoto(await File.ReadAllBytesAsync(path), arguments.Recipe, Side)
        : null;

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
