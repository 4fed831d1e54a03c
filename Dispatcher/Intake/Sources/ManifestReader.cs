using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Recipes;

namespace Pipeline.Dispatcher.Intake.Sources;

/// <summary>
/// Reads a list of photos: JSON lines with <c>source</c> and, where wanted, <c>sku</c>, <c>etag</c> and <c>recipe</c>
/// (an object, or the path of a file), or CSV by RFC 4180 with these names in its first line (recipes as paths). Paths
/// are relative to the manifest.
/// </summary>
internal sealed class ManifestReader(string path)
{
    private static readonly string[] Columns = ["source", "sku", "etag", "recipe"];

    private readonly Dictionary<string, CutoutRecipe> _recipes = [];

    /// <summary>Rows as they come; a line that cannot be read is a row with its trouble.</summary>
    /// <exception cref="RefusedException">The file cannot be read at all, or its first line has not the
    /// names.</exception>
    public IEnumerable<ManifestRow> Read()
    {
        var reader = Open();
        return Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? ReadCsv(reader) : ReadJson(reader);
    }

    private StreamReader Open()
    {
        try
        {
            return new StreamReader(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(ExitCodes.Refused, $"The manifest {path} cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private IEnumerable<ManifestRow> ReadJson(StreamReader reader)
    {
        using (reader)
        {
            while (reader.ReadLine() is { } line)
            {
                if (!string.IsNullOrWhiteSpace(line))
                {
                    yield return FromJson(line);
                }
            }
        }
    }

    private ManifestRow FromJson(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            return row.ValueKind == JsonValueKind.Object && Text(row, "source") is { } source
                ? new ManifestRow(source, Text(row, "sku"), Text(row, "etag"), Recipe(row))
                : new ManifestRow(line, null, null, null, "The line has no source.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return new ManifestRow(line, null, null, null, $"The line cannot be read: {e.Message}");
        }
    }

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private CutoutRecipe? Recipe(JsonElement row) => !row.TryGetProperty("recipe", out var recipe) ? null
        : recipe.ValueKind switch
        {
            JsonValueKind.Object => RecipeOf(recipe.GetRawText(), RecipeFile.Parse),
            JsonValueKind.String => FromFile(recipe.GetString()!),
            _ => null,
        };

    private IEnumerable<ManifestRow> ReadCsv(StreamReader reader)
    {
        using (reader)
        {
            var header = CsvRecords.Read(reader)?.Select(name => name.Trim().ToLowerInvariant()).ToList() ?? [];
            if (!header.Contains(Columns[0]))
            {
                throw new RefusedException(
                    ExitCodes.Refused, $"The first line of {path} names no column 'source'; there are {string.Join(", ", Columns)}.");
            }

            while (CsvRecords.Read(reader) is { } record)
            {
                if (record is not [""])
                {
                    yield return FromCsv(record, header);
                }
            }
        }
    }

    private ManifestRow FromCsv(List<string> record, List<string> header)
    {
        string? Field(string name) =>
            header.IndexOf(name) is >= 0 and var i && i < record.Count && record[i].Length > 0 ? record[i] : null;

        if (Field("source") is not { } source)
        {
            return new ManifestRow(string.Join(',', record), null, null, null, "The line has no source.");
        }

        try
        {
            return new ManifestRow(
                source, Field("sku"), Field("etag"), Field("recipe") is { } recipe ? FromFile(recipe) : null);
        }
        catch (ArgumentException e)
        {
            return new ManifestRow(source, null, null, null, e.Message);
        }
    }

    private CutoutRecipe FromFile(string file) => RecipeOf(file, name =>
    {
        try
        {
            return RecipeFile.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, name)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"The recipe {name} cannot be read.", e);
        }
    });

    /// <summary>A manifest names few recipes many times.</summary>
    private CutoutRecipe RecipeOf(string text, Func<string, CutoutRecipe> read)
    {
        if (!_recipes.TryGetValue(text, out var recipe))
        {
            recipe = read(text);
            _recipes.Add(text, recipe);
        }

        return recipe;
    }
}
