using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Precision;

namespace Pipeline.Worker.Inference;

/// <summary>The one owner of networks: chains that share one share its memory.</summary>
internal sealed class OnnxModels(ModelStore store, SessionFactory sessions) : IDisposable
{
    private readonly Dictionary<(string Name, GraphPrecision Precision, bool TakesFloats), OnnxModel> _models = [];

    /// <summary>What runs the networks here.</summary>
    /// <exception cref="ProviderUnavailableException">What was asked for does not run here.</exception>
    public ExecutionProvider Provider => sessions.Provider;

    /// <summary>Null when it is not installed in this precision.</summary>
    /// <param name="name">Of the catalogue.</param>
    /// <param name="precision">Of its graph.</param>
    /// <param name="takesFloats">Whether its picture is given in floats; see <see cref="FloatPicture"/>.</param>
    public OnnxModel? Find(string name, GraphPrecision precision, bool takesFloats = false)
    {
        lock (_models)
        {
            if (!_models.TryGetValue((name, precision, takesFloats), out var model)
                && store.Find(name)?.In(precision) is { } installed)
            {
                model = new OnnxModel(installed, store, sessions, takesFloats);
                _models.Add((name, precision, takesFloats), model);
            }

            return model;
        }
    }

    public void Dispose()
    {
        foreach (var model in _models.Values)
        {
            model.Dispose();
        }
    }
}
