using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace Pipeline.Worker.Storage;

/// <summary>Makes the one client of the account that a process needs.</summary>
internal static class AzureBlobClients
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    public static BlobServiceClient Make(AzureStorageOptions options) => options.Credential switch
    {
        AzureCredential.ConnectionString => new BlobServiceClient(options.ConnectionString, Policies(options)),
        AzureCredential.SharedAccessSignature => new BlobServiceClient(options.ServiceUri, Policies(options)),
        AzureCredential.ManagedIdentity => new BlobServiceClient(
            options.ServiceUri, new ManagedIdentityCredential(IdentityOf(options)), Policies(options)),
        AzureCredential.WorkloadIdentity => new BlobServiceClient(
            options.ServiceUri,
            new WorkloadIdentityCredential(new WorkloadIdentityCredentialOptions { ClientId = options.ClientId }),
            Policies(options)),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Credential, null),
    };

    private static ManagedIdentityId IdentityOf(AzureStorageOptions options) => options.ClientId is { } client
        ? ManagedIdentityId.FromUserAssignedClientId(client)
        : ManagedIdentityId.SystemAssigned;

    private static BlobClientOptions Policies(AzureStorageOptions options) => new()
    {
        Retry =
        {
            Mode = RetryMode.Exponential,
            MaxRetries = options.Retries,
            Delay = TimeSpan.FromSeconds(options.RetryDelaySeconds),
            MaxDelay = LongestDelay,
            NetworkTimeout = TimeSpan.FromSeconds(options.NetworkTimeoutSeconds),
        },
        Diagnostics = { IsTelemetryEnabled = false },
    };
}
