using Pipeline.Worker.Storage;

namespace Pipeline.Embedded;

/// <summary>The output folder, held by one run at a time and cleared of files that a killed run left unfinished.</summary>
internal sealed class CutoutsFolder : IDisposable
{
    private readonly FileStream _lock;

    private CutoutsFolder(FileStream held) => _lock = held;

    /// <returns>Null when another run holds the folder.</returns>
    public static CutoutsFolder? TryOpen(string path)
    {
        Directory.CreateDirectory(Path.Combine(path, ".pipeline"));
        try
        {
            // The system lets go of the lock when the process ends, however it ends.
            var held = new FileStream(
                Path.Combine(path, ".pipeline", "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var unfinished = Path.Combine(path, StorageOptions.UnfinishedFolder);
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }

            return new CutoutsFolder(held);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _lock.Dispose();
}
