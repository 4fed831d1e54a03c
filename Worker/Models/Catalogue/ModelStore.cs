using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Pipeline.Worker.Models.Precision;

namespace Pipeline.Worker.Models.Catalogue;

/// <summary>
/// The installed models, a folder each: <c>model.onnx</c>, its variants in other precisions beside it, and
/// <c>provenance.json</c>, without which there is none. A model appears whole or not at all, and so does a variant.
/// </summary>
internal sealed class ModelStore(IOptions<ModelStoreOptions> options)
{
    private const string Graph = "model.onnx";
    private const string Provenance = "provenance.json";
    private const string Incoming = ".incoming";
    private const string Downloads = ".downloads";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public string Folder => Path.GetFullPath(options.Value.Folder);

    /// <summary>Where a file that is being fetched is kept until it is whole.</summary>
    public string DownloadOf(ModelSource source) => Path.Combine(
        Directory.CreateDirectory(Path.Combine(Folder, Downloads)).FullName, source.FileName + ".part");

    /// <summary>Null when it is not installed. Only its size is looked at; see <see cref="Verify"/>.</summary>
    /// <exception cref="ModelDamagedException">Its description cannot be read.</exception>
    public InstalledModel? Find(string name)
    {
        var description = Path.Combine(Folder, name, Provenance);
        if (!File.Exists(description))
        {
            return null;
        }

        try
        {
            var model = JsonSerializer.Deserialize<InstalledModel>(File.ReadAllBytes(description), Json);
            return model is null || model.Name == name
                ? model
                : throw Damaged(name, "its description is of another model");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Damaged(name, $"its description cannot be read ({e.Message})", e);
        }
    }

    /// <summary>The graph's file, of the model's precision.</summary>
    public string GraphOf(InstalledModel model) => FileOf(model.Name, model.Precision);

    /// <summary>Reads the whole graph.</summary>
    /// <exception cref="ModelDamagedException">It is gone or not the one that was installed.</exception>
    public void Verify(InstalledModel model)
    {
        var file = GraphOf(model);
        try
        {
            if (new FileInfo(file).Length != model.Bytes || FileChecksum.Of(file, ChecksumKind.Sha256) != model.Sha256)
            {
                throw Damaged(model, "the file is not the one that was installed");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Damaged(model, e.Message, e);
        }
    }

    /// <summary>An empty folder in the store, for what will be a model.</summary>
    public string BeginIncoming(string name)
    {
        var folder = Path.Combine(Folder, Incoming, name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>Where the graph is to be written in such a folder.</summary>
    public static string GraphIn(string incoming) => Path.Combine(incoming, Graph);

    /// <summary>Makes what came in the installed model, in place of an earlier one.</summary>
    public void Commit(string incoming, InstalledModel model)
    {
        WriteProvenance(incoming, model);
        Remove(model.Name);
        Directory.Move(incoming, Path.Combine(Folder, model.Name));
    }

    /// <summary>Adds a graph in another precision, in place of an earlier one.</summary>
    /// <param name="model">As it is installed.</param>
    /// <param name="precision">Of the graph.</param>
    /// <param name="write">Writes the graph to the file that it is given, and says what it is.</param>
    /// <returns>The model with it.</returns>
    /// <exception cref="ModelDamagedException">The model was replaced meanwhile.</exception>
    public InstalledModel AddVariant(InstalledModel model, GraphPrecision precision, Func<string, ModelVariant> write)
    {
        var incoming = BeginIncoming($"{model.Name}.{precision.Word()}");
        try
        {
            var variant = write(GraphIn(incoming));
            var now = Find(model.Name);
            if (now is null || now.Sha256 != model.Sha256)
            {
                throw Damaged(model.Name, "it was replaced while a variant of it was made");
            }

            RemoveVariant(now, precision);
            File.Move(GraphIn(incoming), FileOf(model.Name, precision));
            var with = now.With(precision, variant);
            WriteProvenance(Path.Combine(Folder, model.Name), with);
            return with;
        }
        finally
        {
            Directory.Delete(incoming, recursive: true);
        }
    }

    /// <returns>Whether there was one.</returns>
    public bool RemoveVariant(InstalledModel model, GraphPrecision precision)
    {
        var had = model.Variant(precision) is not null;
        // First what makes it a variant; a file that nobody knows of may be left of a try that was killed.
        if (had)
        {
            WriteProvenance(Path.Combine(Folder, model.Name), model.With(precision, null));
        }

        File.Delete(FileOf(model.Name, precision));
        return had;
    }

    /// <returns>Whether there was one.</returns>
    public bool Remove(string name)
    {
        var folder = Path.Combine(Folder, name);
        if (!Directory.Exists(folder))
        {
            return false;
        }

        // First what makes it a model, so that nothing half removed is taken for one.
        File.Delete(Path.Combine(folder, Provenance));
        Directory.Delete(folder, recursive: true);
        return true;
    }

    private string FileOf(string name, GraphPrecision precision) => Path.Combine(
        Folder, name, precision == GraphPrecision.Float32 ? Graph : $"{precision.Word()}.onnx");

    /// <summary>Whole or not at all.</summary>
    private static void WriteProvenance(string folder, InstalledModel model)
    {
        var file = Path.Combine(folder, Provenance);
        File.WriteAllBytes($"{file}.new", JsonSerializer.SerializeToUtf8Bytes(model, Json));
        File.Move($"{file}.new", file, overwrite: true);
    }

    private static ModelDamagedException Damaged(InstalledModel model, string what, Exception? cause = null) =>
        model.Precision == GraphPrecision.Float32
            ? Damaged(model.Name, what, cause)
            : new(
                $"The {model.Precision.Word()} graph of {model.Name} is damaged: {what}. Make it again: "
                    + $"{VariantCommand.Of(model.Name, model.Precision)}",
                cause);

    private static ModelDamagedException Damaged(string name, string what, Exception? cause = null) => new(
        $"The model {name} is damaged: {what}. Install it again: deploy/worker models remove {name}, then pull or import.",
        cause);
}
