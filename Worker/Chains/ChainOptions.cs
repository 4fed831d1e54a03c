using System.ComponentModel.DataAnnotations;

namespace Pipeline.Worker.Chains;

/// <summary>Which chain this worker takes jobs for.</summary>
public sealed class ChainOptions
{
    public const string Section = "Worker:Chain";

    /// <summary>Name of an installed chain; it names the queue.</summary>
    [Required]
    public string Served { get; set; } = ClassicChain.Name;
}
