using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Tests.Support;

/// <summary>
/// A store of models in a folder that is deleted after the test, and networks that run on the processor.
/// </summary>
internal sealed class TemporaryModels : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pipeline-test-").FullName;
    private readonly SessionFactory _sessions = new(
        Options.Create(new InferenceOptions { Provider = ExecutionProvider.Cpu, Threads = 1, MaxBatch = 4 }),
        TimeProvider.System,
        NullLogger<SessionFactory>.Instance);

    private readonly List<OnnxModel> _opened = [];

    public TemporaryModels()
    {
        Store = new ModelStore(Options.Create(new ModelStoreOptions { Folder = Path.Combine(_root, "models") }));
        Installer = new ModelInstaller(Store, TimeProvider.System);
    }

    public ModelStore Store { get; }

    public ModelInstaller Installer { get; }

    /// <summary>Of the project's catalogue.</summary>
    public static ModelEntry Entry(string name) => ModelCatalogue.Own.Model(name);

    /// <summary>The project's catalogue, in which a model is published as the file that is given.</summary>
    public static ModelCatalogue CatalogueWith(string name, byte[] file)
    {
        var catalogue = JsonNode.Parse(CatalogueText())!;
        var entry = catalogue["models"]!.AsArray().Single(model => (string?)model!["name"] == name)!;
        entry["source"]!["checksum"] = new JsonObject
        {
            ["kind"] = "sha256",
            ["value"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)),
        };
        return ModelCatalogue.Parse(System.Text.Encoding.UTF8.GetBytes(catalogue.ToJsonString()));
    }

    public static string CatalogueText()
    {
        using var stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>A file beside the store.</summary>
    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(_root, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Puts a graph into the store without looking at it, as a model of the catalogue.</summary>
    public InstalledModel Place(string name, byte[] graph, bool isPublished = false)
    {
        var incoming = Store.BeginIncoming(name);
        File.WriteAllBytes(ModelStore.GraphIn(incoming), graph);
        var sha256 = FileChecksum.Of(ModelStore.GraphIn(incoming), ChecksumKind.Sha256);
        var model = new InstalledModel
        {
            Name = name,
            Sha256 = sha256,
            Bytes = graph.Length,
            Source = "a test",
            SourceSha256 = sha256,
            IsPublished = isPublished,
            Licence = "none",
            InstalledAt = DateTimeOffset.UnixEpoch,
        };
        Store.Commit(incoming, model);
        return model;
    }

    /// <summary>The network of a graph.</summary>
    public OnnxModel Open(string name, byte[] graph, bool takesFloats = false) => Open(Place(name, graph), takesFloats);

    /// <summary>The network of an installed model.</summary>
    public OnnxModel Open(InstalledModel installed, bool takesFloats = false)
    {
        var model = new OnnxModel(installed, Store, _sessions, takesFloats);
        _opened.Add(model);
        return model;
    }

    public void Dispose()
    {
        _opened.ForEach(model => model.Dispose());
        Directory.Delete(_root, recursive: true);
    }
}
