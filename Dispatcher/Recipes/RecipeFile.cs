using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Recipes;

/// <summary>
/// Recipes as files: JSON in the contract's own spelling, with comments and trailing commas allowed, and nothing
/// unknown: a misspelt property would otherwise be an option that silently does nothing.
/// </summary>
public static class RecipeFile
{
    private const string SchemaProperty = "$schema";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Reads the recipe of a file.</summary>
    /// <exception cref="ArgumentException">It cannot be read, or is no recipe; the message is for the user.</exception>
    public static CutoutRecipe Read(string file)
    {
        try
        {
            return Parse(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"The recipe {file} cannot be read: {e.Message}", nameof(file), e);
        }
    }

    /// <summary>Reads a recipe. Where it does not state <c>inputAlpha</c>, it is <see cref="InputAlpha.Auto"/>.</summary>
    /// <exception cref="ArgumentException">Not a recipe; the message says where and why.</exception>
    public static CutoutRecipe Parse(string json)
    {
        try
        {
            var root = JsonNode.Parse(json, documentOptions: Lenient) as JsonObject
                ?? throw new ArgumentException("A recipe is a JSON object.", nameof(json));
            root.Remove(SchemaProperty);
            var isStated = root.Any(property => property.Key.Equals(nameof(InputAlpha), StringComparison.OrdinalIgnoreCase));
            var recipe = root.Deserialize<CutoutRecipe>(Json)!;
            recipe = isStated ? recipe : recipe with { InputAlpha = InputAlpha.Auto };
            return recipe.Contradiction is { } sentence ? throw new ArgumentException(sentence, nameof(json)) : recipe;
        }
        catch (Exception e) when (e is JsonException or ArgumentOutOfRangeException)
        {
            throw new ArgumentException($"Not a recipe: {e.Message}", nameof(json), e);
        }
    }

    /// <summary>The JSON schema of recipes (draft 2020-12), for editors.</summary>
    public static string Schema()
    {
        var schema = (JsonObject)Json.GetJsonSchemaAsNode(
            typeof(CutoutRecipe), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe });
        schema.Insert(0, SchemaProperty, "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Pipeline cutout recipe");
        ((JsonObject)schema["properties"]!).Insert(0, SchemaProperty, new JsonObject { ["type"] = "string" });
        return schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";
    }

    /// <summary>A length has a converter of its own, which the exporter cannot look into.</summary>
    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node) =>
        (Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type) == typeof(Extent)
            ? new JsonObject
            {
                ["type"] = context.TypeInfo.Type == typeof(Extent) ? "string" : new JsonArray("string", "null"),
                ["pattern"] = Extent.Pattern,
            }
            : node;
}
