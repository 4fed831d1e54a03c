using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;

namespace Pipeline.Worker.Storage;

/// <summary>From what the client of Azure throws to what <see cref="IBlobStore"/> promises.</summary>
internal static class AzureErrors
{
    private const int BadRequest = 400;
    private const int Unauthorized = 401;
    private const int Forbidden = 403;

    /// <summary>
    /// Whether the exception is one of the store's. A request that was cancelled without our asking has run out of
    /// time.
    /// </summary>
    public static bool IsOfStore(Exception exception, CancellationToken cancellation) => exception switch
    {
        OperationCanceledException => !cancellation.IsCancellationRequested,
        RequestFailedException or AuthenticationFailedException or AggregateException => true,
        _ => false,
    };

    /// <summary>The same in the words of the port; no address and no secret in it.</summary>
    public static Exception Translate(Exception exception) => exception switch
    {
        AuthenticationFailedException => new StoreCredentialException("Azure gives this worker no token.", exception),
        RequestFailedException { Status: Unauthorized } or RequestFailedException
        {
            Status: Forbidden,
            // The last of them is a firewall's answer, or Azurite's to a wrong key.
            ErrorCode: nameof(BlobErrorCode.AuthenticationFailed) or nameof(BlobErrorCode.InvalidAuthenticationInfo)
                or nameof(BlobErrorCode.AuthorizationFailure),
        } => new StoreCredentialException("The store does not accept this worker's credential.", exception),
        RequestFailedException { Status: Forbidden } refused => new UnauthorizedAccessException(
            $"The store refuses access ({refused.ErrorCode}).", exception),
        RequestFailedException { Status: BadRequest } refused => new UnauthorizedAccessException(
            $"The store does not accept the request ({refused.ErrorCode}).", exception),
        RequestFailedException { Status: > 0 } failed => new IOException(
            $"The store answered {failed.Status} ({failed.ErrorCode}).", exception),
        _ => new IOException("The store does not answer.", exception),
    };
}
