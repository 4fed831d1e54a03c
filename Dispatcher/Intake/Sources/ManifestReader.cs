using System.Text;
using System.Text.Json;
using CsvHelper;
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
    /// <summary>No row of a manifest is as long; of an unclosed quote no more than this is read into memory.</summary>
    private const int LongestRow = 1 << 20;

    private static readonly string[] Columns = ["source", "sku", "etag", "recipe"];

    private static readonly CsvReaderOptions Strictly = new()
    {
        Separator = ',',
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
        MaxRecordSize = LongestRow,
    };

    private readonly Dictionary<string, CutoutRecipe> _recipes = [];

    /// <summary>
    /// Rows as they come; a line that cannot be used is a row with its trouble, which names the line.
    /// </summary>
    /// <exception cref="RefusedException">
    /// The file cannot be read, its first line does not name the columns, or a quote is missing somewhere, so that
    /// nobody knows where rows end.
    /// </exception>
    public IEnumerable<ManifestRow> Read()
    {
        var reader = Open();
        return Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? ReadCsv(reader) : ReadJson(reader);
    }

    /// <summary>Reads the whole file once, so that a malformed one is refused before any of its rows is recorded.</summary>
    /// <exception cref="RefusedException">As of <see cref="Read"/>.</exception>
    public void RequireReadable()
    {
        foreach (var _ in Read())
        {
        }
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
            for (var number = 1; reader.ReadLine() is { } line; number++)
            {
                if (!string.IsNullOrWhiteSpace(line))
                {
                    yield return FromJson(line, number);
                }
            }
        }
    }

    private ManifestRow FromJson(string line, long number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            return row.ValueKind == JsonValueKind.Object && Text(row, "source") is { } source
                ? new ManifestRow(source, Text(row, "sku"), Text(row, "etag"), Recipe(row))
                : Unusable(line, number, "has no source.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return Unusable(line, number, $"cannot be read: {e.Message}");
        }
    }

    private ManifestRow Unusable(string source, long line, string trouble) =>
        new(source, null, null, null, $"Line {line} of {Path.GetFileName(path)} {trouble}");

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
        using var csv = CsvReader.Create(reader, Strictly);
        if (!Strict(() => csv.TryGetFieldIndex(Columns[0], out _)))
        {
            throw new RefusedException(
                ExitCodes.Refused, $"The first line of {path} names no column 'source'; there are {string.Join(", ", Columns)}.");
        }

        while (Strict(csv.Read))
        {
            yield return FromCsv(csv);
        }
    }

    /// <summary>What the reader says, with the file and the line in front.</summary>
    private T Strict<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw new RefusedException(
                ExitCodes.Refused,
                $"The manifest {path} is malformed in the row that begins in line {e.LineNumber}: {e.Message.TrimEnd('.')}. "
                    + "Nothing of it is submitted.",
                e);
        }
    }

    private ManifestRow FromCsv(CsvReader row)
    {
        string? Field(string name) =>
            row.TryGetFieldIndex(name, out var i) && i < row.FieldCount && !row.IsEmpty(i) ? row.GetString(i) : null;

        if (Field("source") is not { } source)
        {
            return Unusable(Encoding.UTF8.GetString(row.RawRecord).TrimEnd(), row.LineNumber, "has no source.");
        }

        try
        {
            return new ManifestRow(
                source, Field("sku"), Field("etag"), Field("recipe") is { } recipe ? FromFile(recipe) : null);
        }
        catch (ArgumentException e)
        {
            return Unusable(source, row.LineNumber, $"cannot be used: {e.Message}");
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
