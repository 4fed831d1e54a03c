using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Worker.Models.Catalogue;

/// <summary>
/// Every model and chain there is, as <c>models/catalogue.json</c> says, which lies in this assembly.
/// </summary>
internal sealed record ModelCatalogue
{
    private const string Resource = "catalogue.json";

    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    private static readonly Lazy<ModelCatalogue> OfThisAssembly = new(ReadResource);

    /// <summary>The project's own.</summary>
    public static ModelCatalogue Own => OfThisAssembly.Value;

    public required IReadOnlyList<ModelEntry> Models { get; init; }

    /// <summary>Best first: <c>auto</c> takes the first whose models are installed.</summary>
    public required IReadOnlyList<ChainEntry> Chains { get; init; }

    /// <exception cref="CatalogueException">It is no JSON, or says what cannot be; the message names the
    /// place.</exception>
    public static ModelCatalogue Parse(ReadOnlySpan<byte> json)
    {
        ModelCatalogue catalogue;
        try
        {
            catalogue = JsonSerializer.Deserialize<ModelCatalogue>(json, Reading)
                ?? throw new CatalogueException("The catalogue is empty.");
        }
        catch (JsonException e)
        {
            throw new CatalogueException($"The catalogue cannot be read: {e.Message}", e);
        }

        CatalogueChecks.Require(catalogue);
        return catalogue;
    }

    /// <exception cref="ArgumentException">There is no such model; the message names those there are.</exception>
    public ModelEntry Model(string name) => Models.FirstOrDefault(model => model.Name == name)
        ?? throw new ArgumentException(
            $"The catalogue has no model '{name}'; there are {string.Join(", ", Models.Select(model => model.Name))}.",
            nameof(name));

    /// <summary>Null when there is none of that name.</summary>
    public ChainEntry? Chain(string name) => Chains.FirstOrDefault(chain => chain.Name == name);

    private static ModelCatalogue ReadResource()
    {
        using var stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        return Parse(json);
    }
}
