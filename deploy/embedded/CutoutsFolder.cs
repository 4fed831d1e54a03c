using Pipeline.Contracts;
using Pipeline.Worker.Storage;

namespace Pipeline.Embedded;

/// <summary>
/// The output folder, held by one run at a time and cleared of files that a killed run left unfinished.
/// </summary>
internal sealed class CutoutsFolder : IDisposable
{
    /// <summary>EAGAIN of Linux: another process holds the lock.</summary>
    private const int Locked = 11;

    private readonly FileStream _lock;

    private CutoutsFolder(FileStream held) => _lock = held;

    /// <summary>Makes the folder if it is missing and holds it.</summary>
    /// <returns>Null, and why, when it cannot be used.</returns>
    public static CutoutsFolder? Open(string path, out Refusal? refusal)
    {
        var bookkeeping = Path.Combine(path, ".pipeline");
        var holding = Path.Combine(bookkeeping, "lock");
        refusal = null;
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
            refusal = e.HResult == Locked
                ? new Refusal(ExitCodes.Refused, $"Another run is working in {path}.")
                : new Refusal(
                    ExitCodes.CannotCreate,
                    $"Cutouts cannot be written to {path}: {DiskTrouble.CauseOf(e, path)}. --out names another folder.");
            held?.Dispose();
            return null;
        }
    }

    public void Dispose() => _lock.Dispose();
}
