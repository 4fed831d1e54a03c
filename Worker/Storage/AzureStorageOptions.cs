using System.ComponentModel.DataAnnotations;
using Azure.Storage.Blobs;

namespace Pipeline.Worker.Storage;

/// <summary>Which Azure storage account, how to prove who we are, and how patient to be.</summary>
public sealed class AzureStorageOptions : IValidatableObject
{
    public const string Section = "Worker:Storage:Azure";

    public AzureCredential Credential { get; set; }

    /// <summary>For <see cref="AzureCredential.ConnectionString"/>. A secret.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Address of the account's blob service, for every other credential. With
    /// <see cref="AzureCredential.SharedAccessSignature"/> its query is a secret.
    /// </summary>
    public Uri? ServiceUri { get; set; }

    /// <summary>Client id of a user-assigned identity; null: the one that the system assigned.</summary>
    public string? ClientId { get; set; }

    /// <summary>Seconds that one request may take before it is tried again.</summary>
    [Range(1, 600)]
    public double NetworkTimeoutSeconds { get; set; } = 30;

    /// <summary>Tries after the first that failed for a reason that passes.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 3;

    /// <summary>Seconds before the first further try; each later one waits twice as long, to five at most.</summary>
    [Range(0.01, 60)]
    public double RetryDelaySeconds { get; set; } = 0.4;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Credential == AzureCredential.ConnectionString)
        {
            if (string.IsNullOrWhiteSpace(ConnectionString))
            {
                yield return new ValidationResult($"{Section}:{nameof(ConnectionString)} is missing.");
            }
            else if (!IsConnectionString(ConnectionString))
            {
                yield return new ValidationResult($"{Section}:{nameof(ConnectionString)} is no connection string.");
            }
        }
        else if (ServiceUri is not { IsAbsoluteUri: true })
        {
            yield return new ValidationResult($"{Section}:{nameof(ServiceUri)} is missing or not an address.");
        }
        else if (Credential == AzureCredential.SharedAccessSignature && ServiceUri.Query.Length == 0)
        {
            yield return new ValidationResult($"{Section}:{nameof(ServiceUri)} carries no shared access signature.");
        }
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            _ = new BlobServiceClient(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
