namespace Pipeline.Worker.Marketplaces;

/// <summary>What one marketplace says about the pictures it takes.</summary>
public sealed record Marketplace
{
    /// <summary>Of a–z and hyphen; also the preset's name.</summary>
    public required string Name { get; init; }

    /// <summary>For people, with the kind of picture that the rules are about.</summary>
    public required string Title { get; init; }

    /// <summary>Of every rule that names no other.</summary>
    public required RuleSource Source { get; init; }

    public required IReadOnlyList<MarketplaceRule> Rules { get; init; }

    /// <summary>Rules that nothing here checks, in words: someone has to look.</summary>
    public required IReadOnlyList<string> NotChecked { get; init; }

    /// <summary>Where a rule of this marketplace stands.</summary>
    public RuleSource SourceOf(MarketplaceRule rule) => rule.Source ?? Source;
}
