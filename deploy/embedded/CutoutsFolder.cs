using Pipeline.Worker.Storage;

namespace Pipeline.Embedded;

/// <summary>
/// The output folder, held by one run at a time and cleared of files that a killed run left unfinished.
/// </summary>
internal sealed class CutoutsFolder : IDisposable
{
    private readonly FileStream _lock;

    private CutoutsFolder(FileStream held) => _lock = held;

    /// <summary>Makes the folder if it is missing and holds it.</summary>
    /// <returns>Null, and the trouble in one sentence, when it cannot be used.</returns>
    public static CutoutsFolder? Open(string path, out string trouble)
    {
        var bookkeeping = Path.Combine(path, ".pipeline");
        var holding = Path.Combine(bookkeeping, "lock");
        trouble = "";
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(bookkeeping);
            // The system lets go of the lock when the process ends, however it ends.
            held = new FileStream(holding, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var unfinished = Path.Combine(path, StorageOptions.UnfinishedFolder);
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }

            return new CutoutsFolder(held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            trouble = held is null && File.Exists(holding) && e is IOException
                ? $"Another run is working in {path}."
                : $"{path} cannot be used for the cutouts: {e.Message}";
            held?.Dispose();
            return null;
        }
    }

    public void Dispose() => _lock.Dispose();
}
