using System.ComponentModel.DataAnnotations;

namespace Pipeline.Worker.Chains;

/// <summary>
/// Which chain a host of one chain takes jobs for; a worker of a fleet takes those of all that are installed.
/// </summary>
public sealed class ChainOptions
{
    public const string Section = "Worker:Chain";

    /// <summary>Name of an installed chain; it names the queue.</summary>
    [Required]
    public string Served { get; set; } = StandardChain.Name;
}
