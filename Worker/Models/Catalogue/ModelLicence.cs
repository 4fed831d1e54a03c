namespace Pipeline.Worker.Models.Catalogue;

/// <summary>On what terms weights may be used.</summary>
internal sealed record ModelLicence
{
    public required string Name { get; init; }

    public required CommercialUse Commercial { get; init; }

    /// <summary>The sentence that says so.</summary>
    public required string Because { get; init; }
}
