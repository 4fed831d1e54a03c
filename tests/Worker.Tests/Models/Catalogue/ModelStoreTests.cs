using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Models.Catalogue;

/// <summary>What lies in the store is what was installed, or it is said.</summary>
public sealed class ModelStoreTests : IDisposable
{
    private readonly TemporaryModels _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public void What_is_not_installed_is_not_there() => Assert.Null(_models.Store.Find("u2net"));

    [Theory]
    [InlineData("changed")]
    [InlineData("shorter")]
    [InlineData("gone")]
    public void A_graph_that_is_not_the_installed_one_is_named_with_what_to_do(string damage)
    {
        var model = _models.Place("u2net", SmallGraphs.WithSigmoid(320));
        Damage(_models.Store.GraphOf(model), damage);

        var damaged = Assert.Throws<ModelDamagedException>(() => _models.Store.Verify(model));

        Assert.Contains("The model u2net is damaged", damaged.Message, StringComparison.Ordinal);
        Assert.Contains("models remove u2net", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_that_cannot_be_read_is_named()
    {
        var model = _models.Place("u2net", [1]);
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(_models.Store.GraphOf(model))!, "provenance.json"), "{");

        Assert.Contains("description", Assert.Throws<ModelDamagedException>(() => _models.Store.Find("u2net")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_removed_is_gone_and_can_be_removed_once()
    {
        _models.Place("u2net", [1]);

        Assert.True(_models.Store.Remove("u2net"));
        Assert.Null(_models.Store.Find("u2net"));
        Assert.False(_models.Store.Remove("u2net"));
    }

    private static void Damage(string file, string damage)
    {
        var bytes = File.ReadAllBytes(file);
        switch (damage)
        {
            case "gone":
                File.Delete(file);
                break;
            case "shorter":
                File.WriteAllBytes(file, bytes[..^1]);
                break;
            default:
                bytes[^1] ^= 1;
                File.WriteAllBytes(file, bytes);
                break;
        }
    }
}
