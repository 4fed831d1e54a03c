using System.ComponentModel.DataAnnotations;

namespace Pipeline.Worker.Health;

/// <summary>Where orchestrators ask after this process.</summary>
public sealed class HealthOptions
{
    public const string Section = "Worker:Health";

    /// <summary>Port of <c>/health/live</c> and <c>/health/ready</c>; 0: none is opened.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    /// <summary>The interface it listens on; <c>+</c> is every one.</summary>
    [Required]
    public string Host { get; set; } = "+";
}
