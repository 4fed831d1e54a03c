using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Pipeline.Worker.Models.Catalogue;

/// <summary>
/// The installed models, a folder each: <c>model.onnx</c>, and <c>provenance.json</c>, without which there is none. A
/// model appears whole or not at all.
/// </summary>
internal sealed class ModelStore(IOptions<ModelStoreOptions> options)
{
    private const string Graph = "model.onnx";
    private const string Provenance = "provenance.json";
    private const string Incoming = ".incoming";
    private const string Downloads = ".downloads";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

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

    /// <summary>The graph's file.</summary>
    public string GraphOf(InstalledModel model) => Path.Combine(Folder, model.Name, Graph);

    /// <summary>Reads the whole graph.</summary>
    /// <exception cref="ModelDamagedException">It is gone or not the one that was installed.</exception>
    public void Verify(InstalledModel model)
    {
        var file = GraphOf(model);
        try
        {
            if (new FileInfo(file).Length != model.Bytes || FileChecksum.Of(file, ChecksumKind.Sha256) != model.Sha256)
            {
                throw Damaged(model.Name, "the file is not the one that was installed");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Damaged(model.Name, e.Message, e);
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
        File.WriteAllBytes(Path.Combine(incoming, Provenance), JsonSerializer.SerializeToUtf8Bytes(model, Json));
        Remove(model.Name);
        Directory.Move(incoming, Path.Combine(Folder, model.Name));
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

    private static ModelDamagedException Damaged(string name, string what, Exception? cause = null) => new(
        $"The model {name} is damaged: {what}. Install it again: deploy/worker models remove {name}, then pull or import.",
        cause);
}
