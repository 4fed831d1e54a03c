using Azure;
using Azure.Identity;

namespace Pipeline.Dispatcher.Storage;

/// <summary>What the store or the way to it refuses, as one sentence with its exit code.</summary>
internal static class StorageTrouble
{
    /// <returns>Null where it is no trouble of the store.</returns>
    public static RefusedException? ToRefusal(Exception exception, string account) => exception switch
    {
        RequestFailedException { Status: 401 or 403 } e => new RefusedException(
            ExitCodes.NoPermission,
            $"The storage account {account} does not allow it ({e.ErrorCode ?? "no permission"}): check "
                + $"{BlobAccountOptions.Section}.",
            e),
        AuthenticationFailedException e => new RefusedException(
            ExitCodes.NoPermission, $"There is no managed identity for the storage account {account}: {FirstLine(e)}.", e),
        RequestFailedException { Status: 404 } e => new RefusedException(
            ExitCodes.Refused, $"The storage account {account} has no such container or blob ({e.ErrorCode}).", e),
        RequestFailedException e => new RefusedException(
            ExitCodes.Unavailable, $"The storage account {account} fails: {e.ErrorCode ?? FirstLine(e)}.", e),
        AggregateException e => new RefusedException(
            ExitCodes.Unavailable, $"The storage account {account} cannot be reached: {FirstLine(e.GetBaseException())}.", e),
        HttpRequestException or TimeoutException => new RefusedException(
            ExitCodes.Unavailable, $"The storage account {account} cannot be reached: {FirstLine(exception)}.", exception),
        _ => null,
    };

    private static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].Trim().TrimEnd('.');
}
