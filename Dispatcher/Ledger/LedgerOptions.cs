using System.ComponentModel.DataAnnotations;

namespace Pipeline.Dispatcher.Ledger;

/// <summary>Where the ledger is kept.</summary>
public sealed class LedgerOptions : IValidatableObject
{
    public const string Section = "Dispatcher:Ledger";

    public LedgerProvider Provider { get; set; } = LedgerProvider.Sqlite;

    /// <summary>
    /// The file of <see cref="LedgerProvider.Sqlite"/>; made when missing, with its folder. The same for every command.
    /// </summary>
    [Required]
    public string Path { get; set; } = System.IO.Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "pipeline",
        "ledger.db");

    /// <summary>
    /// Of <see cref="LedgerProvider.PostgreSql"/>, as Npgsql has it. Give it through the environment.
    /// </summary>
    public string? ConnectionString { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == LedgerProvider.PostgreSql && string.IsNullOrWhiteSpace(ConnectionString))
        {
            yield return new ValidationResult(
                $"A PostgreSQL ledger needs {Section}:{nameof(ConnectionString)}.", [nameof(ConnectionString)]);
        }
    }
}
