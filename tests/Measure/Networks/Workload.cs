using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker;
using Pipeline.Worker.Cutouts;
using Size = OpenCvSharp.Size;

namespace Pipeline.Measure.Networks;

/// <summary>Photos of several sizes as files, and a chain that works on them, file to file, several at once.</summary>
internal sealed class Workload : IDisposable
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".webp"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-measure-");
    private readonly List<string> _photos = [];

    /// <param name="photos">Folder of photos, searched with the folders in it.</param>
    /// <param name="megapixels">The photos are scaled to these sizes in turn.</param>
    /// <exception cref="MeasureException">There are none.</exception>
    public Workload(DirectoryInfo photos, double[] megapixels)
    {
        var found = Directory.EnumerateFiles(Commands.Existing(photos), "*", SearchOption.AllDirectories)
            .Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
            .Order(StringComparer.Ordinal).ToList();
        if (found.Count == 0)
        {
            throw new MeasureException($"There are no photos in {photos}.");
        }

        // Each photo at each size before any comes again.
        for (var i = 0; i < found.Count * megapixels.Length; i++)
        {
            Scale(found[i % found.Count], megapixels[(i + (i / found.Count)) % megapixels.Length]);
        }
    }

    /// <summary>Does one photo after the other.</summary>
    /// <param name="chain">Does the work.</param>
    /// <param name="jobs">Photos at once.</param>
    /// <param name="goesOn">Asked with the number of each photo, from 0, before it is begun.</param>
    /// <param name="first">Number of the photo to begin with.</param>
    /// <returns>Photos that were done.</returns>
    public int Run(CutoutChain chain, int jobs, Func<int, bool> goesOn, int first = 0)
    {
        var next = first - 1;
        void Work()
        {
            for (var i = Interlocked.Increment(ref next); goesOn(i); i = Interlocked.Increment(ref next))
            {
                Do(chain, i);
            }
        }

        var threads = Enumerable.Range(0, jobs).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        // Each thread took one number that it did not do.
        return next + 1 - jobs - first;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Do(CutoutChain chain, int number)
    {
        var photo = _photos[number % _photos.Count];
        try
        {
            var result = chain.Run(
                JobFiles.Of(File.ReadAllBytes(photo)),
                new CutoutRecipe(),
                new StageClock(TimeProvider.System),
                CancellationToken.None);
            File.WriteAllBytes(photo + ".cutout", result.Files[0].Bytes);
        }
        catch (JobRejectedException)
        {
            // A photo without a subject costs its time too.
        }
    }

    private void Scale(string photo, double megapixels)
    {
        using var read = Cv2.ImRead(photo, ImreadModes.Color);
        var factor = Math.Sqrt(megapixels * 1e6 / ((double)read.Width * read.Height));
        Cv2.Resize(
            read, read, new Size(), factor, factor, factor < 1 ? InterpolationFlags.Area : InterpolationFlags.Cubic);
        var scaled = Path.Combine(_folder.FullName, FormattableString.Invariant($"{_photos.Count}.jpg"));
        Cv2.ImWrite(scaled, read, new ImageEncodingParam(ImwriteFlags.JpegQuality, 92));
        _photos.Add(scaled);
    }
}
