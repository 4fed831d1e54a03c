using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Inference;

/// <summary>A network's file is checked before anything of it is run.</summary>
public sealed class OnnxModelTests : IDisposable
{
    private readonly TemporaryModels _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public void A_file_that_was_changed_after_its_installation_is_never_run()
    {
        var model = _models.Open("u2net", SmallGraphs.WithSigmoid(32));
        var graph = _models.Store.GraphOf(_models.Store.Find("u2net")!);
        File.WriteAllBytes(graph, SmallGraphs.WithoutSigmoid(32));

        Assert.Throws<ModelDamagedException>(() => Run(model));
    }

    [Fact]
    public void Making_it_opens_nothing_and_many_may_use_it_at_once()
    {
        var model = _models.Open("u2net", SmallGraphs.WithSigmoid(32));

        var results = new float[8];
        Parallel.For(0, results.Length, i => results[i] = Run(model));

        Assert.All(results, result => Assert.Equal(0.5, result, 4));
    }

    [Fact]
    public void Who_waits_for_its_turn_can_give_up()
    {
        var model = _models.Open("u2net", SmallGraphs.WithSigmoid(32));
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Run(model, stopped.Token));
    }

    private static float Run(OnnxModel model, CancellationToken cancellation = default)
    {
        using var value = OrtValue.CreateTensorValueFromMemory(new float[3 * 32 * 32], [1, 3, 32, 32]);
        var inputs = new Dictionary<string, OrtValue> { ["input.1"] = value };
        return model.Run(inputs, output: null, (values, _) => values[0], cancellation);
    }
}
