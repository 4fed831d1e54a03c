using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker.Messaging;

namespace Pipeline.Worker.Storage;

/// <summary>Asks the store one question before any job does.</summary>
internal sealed class StoreCheck(IBlobStore store, IOptions<StorageOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <exception cref="CannotStartException">With the reason.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (options.Value is { Kind: StorageKind.Folders, Folders.Count: 0 })
        {
            throw new CannotStartException(
                ExitCodes.Configuration,
                $"No storage is configured: set {StorageOptions.Section}:Kind to Azure, or name folders in "
                    + $"{StorageOptions.Section}:Folders.");
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Patience);
        try
        {
            // Never there. Who may only see some containers is refused, which is an answer too.
            await store.FindLengthAsync(new BlobRef { Container = "pipeline-check", Name = "none" }, deadline.Token);
        }
        catch (UnauthorizedAccessException)
        {
        }
        catch (StoreCredentialException e)
        {
            throw new CannotStartException(ExitCodes.NoPermission, e.Message, e);
        }
        catch (Exception e) when (e is IOException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new CannotStartException(ExitCodes.Unavailable, "The blob store does not answer.", e);
        }
    }
}
