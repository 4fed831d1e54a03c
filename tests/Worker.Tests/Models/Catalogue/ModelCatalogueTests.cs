using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Models.Catalogue;

/// <summary>The models and chains as data, and what a catalogue may not say.</summary>
public sealed class ModelCatalogueTests
{
    [Fact]
    public void Every_model_of_the_design_is_there_with_source_and_licence()
    {
        Assert.Equal(
            [
                "deeplabv3-resnet101", "indexnet", "u2net", "u2netp", "silueta", "isnet-general-use", "birefnet-general",
                "birefnet-general-lite",
            ],
            ModelCatalogue.Own.Models.Select(model => model.Name));
        Assert.Equal(["indexnet"], ModelCatalogue.Own.Models.Where(m => m.Licence.Commercial == CommercialUse.No).Select(m => m.Name));
        Assert.Equal(ChecksumKind.GitBlob, ModelCatalogue.Own.Model("indexnet").Source.Checksum.Kind);
    }

    [Fact]
    public void Every_segmenter_has_a_chain_with_the_free_matting()
    {
        var chains = ModelCatalogue.Own.Chains;

        Assert.All(
            ModelCatalogue.Own.Models.Where(model => model.Kind == ModelKind.Segmenter),
            model => Assert.Contains(chains, chain => chain.Segmenter == model.Name && chain.Matter is null));
        Assert.Equal(["deeplabv3-resnet101", "indexnet"], ModelCatalogue.Own.Chain("deeplabv3-indexnet")!.Models);
        Assert.Empty(ModelCatalogue.Own.Chain("standard")!.Models);
        Assert.Equal(ChainSteps.Reference, ModelCatalogue.Own.Chain("deeplabv3-indexnet-reference")!.Steps);
    }

    /// <summary>As the programs of the authors do it; each entry names its source.</summary>
    [Theory]
    [InlineData("deeplabv3-resnet101", InputFit.ShorterSide, 520, InputScale.White, OutputSpread.None)]
    [InlineData("u2net", InputFit.Stretch, 320, InputScale.Maximum, OutputSpread.MinMax)]
    [InlineData("u2netp", InputFit.Stretch, 320, InputScale.Maximum, OutputSpread.MinMax)]
    [InlineData("silueta", InputFit.Stretch, 320, InputScale.Maximum, OutputSpread.MinMax)]
    [InlineData("isnet-general-use", InputFit.Stretch, 1024, InputScale.White, OutputSpread.MinMax)]
    [InlineData("birefnet-general", InputFit.Stretch, 1024, InputScale.White, OutputSpread.None)]
    [InlineData("birefnet-general-lite", InputFit.Stretch, 1024, InputScale.White, OutputSpread.None)]
    public void Pictures_are_prepared_and_answers_read_as_the_authors_do(
        string name, InputFit fit, int side, InputScale scale, OutputSpread spread)
    {
        var model = ModelCatalogue.Own.Model(name);

        Assert.Equal((fit, side, scale), (model.Input!.Fit, model.Input.Side, model.Input.Scale));
        Assert.Equal(spread, model.Output!.Spread);
    }

    [Fact]
    public void A_chain_that_was_measured_stands_by_its_measurement_and_others_say_that_they_were_not()
    {
        Assert.Equal(
            ["isnet-general-use", "standard"],
            ModelCatalogue.Own.Chains.Where(chain => chain.Measured is not null).Select(chain => chain.Name));
        Assert.All(
            ModelCatalogue.Own.Chains.Where(chain => chain.Measured is null),
            chain => Assert.Contains("never run here", chain.Evidence, StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_model_is_answered_with_those_there_are()
    {
        var refused = Assert.Throws<ArgumentException>(() => ModelCatalogue.Own.Model("u3net"));

        Assert.Contains("no model 'u3net'; there are deeplabv3-resnet101, indexnet", refused.Message, StringComparison.Ordinal);
        Assert.Null(ModelCatalogue.Own.Chain("u3net"));
    }

    [Theory]
    [InlineData("models/2/name", "U2 Net", "lower-case words")]
    [InlineData("models/2/name", "u2netp", "twice")]
    [InlineData("models/2/name", "../escape", "lower-case words")]
    [InlineData("models/2/kind", "painter", "cannot be read")]
    [InlineData("models/2/kind", 1, "cannot be read")]
    [InlineData("models/2/kind", "matter", "as it is")]
    [InlineData("models/2/source/address", "http://example.org/u2net.onnx", "https")]
    [InlineData("models/2/source/address", "https://example.org/", "file's name")]
    [InlineData("models/2/source/bytes", 0, "above 0")]
    [InlineData("models/2/source/megabytes", 0, "above 0")]
    [InlineData("models/2/source/checksum/value", "60024c5c", "32 lower-case")]
    [InlineData("models/2/source/checksum/value", "60024C5C889BADC19C04AD937298A77B", "32 lower-case")]
    [InlineData("models/2/source/checksum/kind", "sha256", "64 lower-case")]
    [InlineData("models/2/source/checksum/kind", "crc", "cannot be read")]
    [InlineData("models/2/licence/commercial", "perhaps", "cannot be read")]
    [InlineData("models/2/licence/because", "It is so", "sentence")]
    [InlineData("models/2/licence/name", "", "sentence")]
    [InlineData("models/2/graph", "deeplabv3", "normalises")]
    [InlineData("models/2/graph", "indexnet", "no segmenter")]
    [InlineData("models/2/graph", "made", "cannot be read")]
    [InlineData("models/1/graph", "published", "no other matter")]
    [InlineData("models/2/input", null, "an input and an output")]
    [InlineData("models/2/output", null, "an input and an output")]
    [InlineData("models/2/input/side", 0, "side is between")]
    [InlineData("models/2/input/side", 100000, "side is between")]
    [InlineData("models/2/input/multiple", 8, "multiple-of")]
    [InlineData("models/2/preparation", null, "https source")]
    [InlineData("models/1/preparation/source", "http://example.org/demo.py", "https source")]
    [InlineData("models/2/preparation/because", "", "a sentence")]
    [InlineData("models/2/input/multiple", 1000, "multiple is between")]
    [InlineData("models/0/input/scale", "maximum", "normalises")]
    [InlineData("models/2/input/scale", "minimum", "cannot be read")]
    [InlineData("models/2/input/mean", null, "red, green and blue")]
    [InlineData("models/2/input/std/1", 0, "above 0")]
    [InlineData("models/2/input/fit", "squeeze", "cannot be read")]
    [InlineData("models/2/output/kind", "logits", "foreground rule")]
    [InlineData("models/0/output/kind", "probability", "foreground rule")]
    [InlineData("models/0/output/background/0", -1, "from 0")]
    [InlineData("models/0/output/spread", "min-max", "only one map")]
    [InlineData("models/2/colour", "blue", "cannot be read")]
    [InlineData("chains/0/name", "standard", "twice")]
    [InlineData("chains/0/name", "Chain", "lower-case words")]
    [InlineData("chains/0/segmenter", "indexnet", "no segmenter")]
    [InlineData("chains/0/matter", "u2net", "no matter")]
    [InlineData("chains/0/segmenter", null, "called standard")]
    [InlineData("chains/5/segmenter", "u2net", "called standard")]
    [InlineData("chains/0/steps", "reference", "both networks")]
    [InlineData("chains/0/because", "", "why")]
    [InlineData("chains/0/measured", "IoU 0.9", "a sentence")]
    public void What_cannot_be_is_refused_by_the_entrys_name(string path, object? value, string sentence)
    {
        var refused = Assert.Throws<CatalogueException>(() => Parse(path, value));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"models\": [], \"chains\"")]
    public void What_is_no_catalogue_is_refused(string text)
    {
        Assert.Throws<CatalogueException>(() => ModelCatalogue.Parse(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The project's catalogue with one value put in the place of another.</summary>
    private static ModelCatalogue Parse(string path, object? value)
    {
        var catalogue = JsonNode.Parse(TemporaryModels.CatalogueText())!;
        var steps = path.Split('/');
        var node = steps[..^1].Aggregate(catalogue, (n, step) => int.TryParse(step, out var i) ? n[i]! : n[step]!);
        var replacement = value is null ? null : JsonValue.Create(value);
        if (int.TryParse(steps[^1], out var place))
        {
            node[place] = replacement;
        }
        else
        {
            node[steps[^1]] = replacement;
        }

        return ModelCatalogue.Parse(Encoding.UTF8.GetBytes(catalogue.ToJsonString()));
    }
}
