using Pipeline.Worker.Imaging;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Models.Precision;

/// <summary>
/// Photos of a folder, for a network to be calibrated on and for others to be compared on: of the first 64 that can be
/// read, in order of their names, every fourth is kept for the comparison.
/// </summary>
internal sealed record SamplePhotos(IReadOnlyList<NetworkSample> Calibration, IReadOnlyList<NetworkSample> Comparison)
{
    public const int Least = 8;

    private const int Most = 64;
    private const int Compared = 4;

    /// <param name="folder">Searched with the folders in it; what is no photo is passed over.</param>
    /// <param name="entry">The network.</param>
    /// <param name="decoder">Reads them.</param>
    /// <param name="cancellation">Between photos.</param>
    /// <exception cref="ArgumentException">There is no such folder, or too few photos in it.</exception>
    public static SamplePhotos Read(
        string folder, ModelEntry entry, ImageDecoder decoder, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
        {
            throw new ArgumentException($"There is no folder {folder}.", nameof(folder));
        }

        var samples = new List<NetworkSample>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (samples.Count < Most && TryRead(file, entry, decoder) is { } sample)
            {
                samples.Add(sample);
            }
        }

        return samples.Count >= Least
            ? Split(samples)
            : throw new ArgumentException(
                $"{folder} has {samples.Count} photos that can be read; at least {Least} are needed, and better 30 or "
                    + "more of the kind that the network will see.",
                nameof(folder));
    }

    private static SamplePhotos Split(List<NetworkSample> samples) => new(
        [.. samples.Where((_, i) => i % Compared != Compared - 1)],
        [.. samples.Where((_, i) => i % Compared == Compared - 1)]);

    private static NetworkSample? TryRead(string file, ModelEntry entry, ImageDecoder decoder)
    {
        try
        {
            using var photo = decoder.Decode(File.ReadAllBytes(file));
            return new NetworkSample(entry, photo);
        }
        catch (JobRejectedException)
        {
            return null;
        }
    }
}
