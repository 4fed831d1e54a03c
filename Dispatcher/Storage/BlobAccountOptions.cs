using System.ComponentModel.DataAnnotations;

namespace Pipeline.Dispatcher.Storage;

/// <summary>
/// The storage account, in one of three ways: a connection string; an address with a shared access signature; an
/// address alone, and then the managed identity of this machine is used.
/// </summary>
public sealed class BlobAccountOptions : IValidatableObject
{
    public const string Section = "Dispatcher:Storage";

    /// <summary>Give it through the environment.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Such as <c>https://account.blob.core.windows.net</c>.</summary>
    public Uri? ServiceUri { get; set; }

    /// <summary>With or without its question mark. Give it through the environment.</summary>
    public string? SasToken { get; set; }

    /// <summary>Client id of a user-assigned identity; null for the machine's own.</summary>
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>Tries of one request beyond the first.</summary>
    [Range(0, 20)]
    public int Retries { get; set; } = 4;

    /// <summary>Seconds that one try may take without a byte.</summary>
    [Range(1, 600)]
    public int NetworkSeconds { get; set; } = 60;

    /// <summary>Seconds in which the account must answer at the start.</summary>
    [Range(1, 300)]
    public int StartSeconds { get; set; } = 20;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var hasString = !string.IsNullOrWhiteSpace(ConnectionString);
        if (hasString == (ServiceUri is not null))
        {
            yield return new ValidationResult(
                $"The storage account is missing or given twice: set {Section}:{nameof(ConnectionString)} or "
                    + $"{Section}:{nameof(ServiceUri)}.",
                [nameof(ConnectionString)]);
        }

        if (hasString && SasToken is not null)
        {
            yield return new ValidationResult(
                $"{Section}:{nameof(SasToken)} belongs to {nameof(ServiceUri)}, not to a connection string.", [nameof(SasToken)]);
        }
    }
}
