using System.Text.Json;

namespace Pipeline.Worker.Marketplaces;

/// <summary>The marketplaces of <c>marketplaces.json</c>, which lies in this assembly.</summary>
public static class MarketplaceCatalogue
{
    /// <summary>Id of the rule that every marketplace has besides its own: the picture can be read.</summary>
    public const string Readable = "readable";

    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>By name.</summary>
    public static IReadOnlyList<Marketplace> All { get; } = Read();

    /// <summary>Null when there is none of that name.</summary>
    public static Marketplace? Find(string name) => All.FirstOrDefault(marketplace => marketplace.Name == name);

    private static List<Marketplace> Read()
    {
        using var stream = typeof(MarketplaceCatalogue).Assembly
            .GetManifestResourceStream(typeof(MarketplaceCatalogue), "marketplaces.json")!;
        var readable = new MarketplaceRule { Id = Readable, Measure = RuleMeasure.Readable, Least = 1 };
        return JsonSerializer.Deserialize<List<Marketplace>>(stream, Reading)!
            .ConvertAll(marketplace => marketplace with { Rules = [readable, .. marketplace.Rules] });
    }
}
