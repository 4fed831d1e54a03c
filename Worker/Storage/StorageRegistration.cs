using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Pipeline.Worker.Storage;

internal static class StorageRegistration
{
    /// <summary>The store that the configuration names.</summary>
    public static void AddBlobStore(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section);
        // Looked at when it is chosen.
        services.AddOptions<AzureStorageOptions>()
            .BindConfiguration(AzureStorageOptions.Section).ValidateDataAnnotations();
        services.AddSingleton(provider => AzureBlobClients.Make(
            provider.GetRequiredService<IOptions<AzureStorageOptions>>().Value));
        services.AddSingleton<LocalFolderBlobStore>();
        services.AddSingleton<AzureBlobStore>();
        services.AddSingleton<IBlobStore>(provider =>
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.Kind == StorageKind.Azure
                ? provider.GetRequiredService<AzureBlobStore>()
                : provider.GetRequiredService<LocalFolderBlobStore>());
    }
}
