using System.Text.RegularExpressions;

namespace Pipeline.Worker.Models.Catalogue;

/// <summary>What must hold of a catalogue before anything in it is used.</summary>
internal static partial class CatalogueChecks
{
    private const int MostSide = 4096;

    /// <exception cref="CatalogueException">Something does not hold; the message names the entry.</exception>
    public static void Require(ModelCatalogue catalogue)
    {
        RequireDifferent(catalogue.Models.Select(model => model.Name));
        RequireDifferent(catalogue.Chains.Select(chain => chain.Name));
        foreach (var model in catalogue.Models)
        {
            Require(model);
        }

        foreach (var chain in catalogue.Chains)
        {
            Require(chain, catalogue);
        }
    }

    private static void Require(ModelEntry model)
    {
        RequireName(model.Name);
        RequireSource(model);
        var hasLicence = model.Licence.Name.Length > 0 && model.Licence.Because.EndsWith('.');
        Require(hasLicence, model.Name, "a licence has a name and a sentence");
        var hasPreparation = model.Preparation?.Source is { IsAbsoluteUri: true, Scheme: "https" }
            && model.Preparation.Because.EndsWith('.');
        Require(hasPreparation, model.Name, "a preparation has an https source and a sentence");
        if (model.Kind == ModelKind.Matter)
        {
            Require(model.Input is null && model.Output is null, model.Name, "a matter takes the picture as it is");
            Require(model.Graph == GraphOrigin.Indexnet, model.Name, "no other matter is known here");
            return;
        }

        Require(model.Graph != GraphOrigin.Indexnet, model.Name, "indexnet is no segmenter");
        Require(
            model.Input is not null && model.Output is not null, model.Name, "a segmenter has an input and an output");
        RequireInput(model, model.Input!);
        RequireOutput(model, model.Output!);
    }

    private static void RequireSource(ModelEntry model)
    {
        var (source, name) = (model.Source, model.Name);
        var isSecure = source.Address.IsAbsoluteUri && source.Address.Scheme == Uri.UriSchemeHttps;
        Require(isSecure, name, "an address begins with https");
        Require(source.FileName.Length > 0, name, "an address ends with the file's name");
        Require(source.Bytes is null or > 0 && source.Megabytes > 0, name, "a size is above 0");
        var digits = Checksum.DigitsOf(source.Checksum.Kind);
        Require(
            source.Checksum.Value.Length == digits && LowerHexadecimal().IsMatch(source.Checksum.Value),
            name,
            $"a checksum of this kind has {digits} lower-case hexadecimal digits");
    }

    private static void RequireInput(ModelEntry model, SegmenterInput input)
    {
        Require(input.Side is > 0 and <= MostSide, model.Name, $"an input's side is between 1 and {MostSide}");
        Require(input.Multiple is > 0 and <= 128, model.Name, "a multiple is between 1 and 128");
        var hasMultiple = input.Fit == InputFit.MultipleOf;
        Require((input.Multiple > 1) == hasMultiple, model.Name, "a multiple belongs to the fit multiple-of");
        Require(input.Side % input.Multiple == 0, model.Name, "a side is one of its multiples");
        if (model.IsMade)
        {
            var isPlain = input is { Mean: null, Std: null, Scale: InputScale.White };
            Require(isPlain, model.Name, "a graph made here normalises");
            return;
        }

        Require(input is { Mean.Count: 3, Std.Count: 3 }, model.Name, "mean and std are for red, green and blue");
        Require(input.Std!.All(std => std > 0), model.Name, "std is above 0");
    }

    private static void RequireOutput(ModelEntry model, SegmenterOutput output)
    {
        var hasClasses = output.Kind is OutputKind.Softmax or OutputKind.Logits;
        Require(hasClasses == output.Background is not null, model.Name, "a foreground rule belongs to outputs with classes");
        Require(output.Background?.Count != 0, model.Name, "a foreground rule names a class");
        Require(output.Background?.All(c => c >= 0) != false, model.Name, "classes count from 0");
        Require(output.IsOneMap || output.Spread == OutputSpread.None, model.Name, "only one map is spread");
    }

    private static void Require(ChainEntry chain, ModelCatalogue catalogue)
    {
        RequireName(chain.Name);
        Require(chain.Because.Length > 0, chain.Name, "a chain says why it stands where it stands");
        Require(chain.Measured?.EndsWith('.') != false, chain.Name, "a measurement is a sentence");
        RequireKind(chain.Name, chain.Segmenter, ModelKind.Segmenter, catalogue);
        RequireKind(chain.Name, chain.Matter, ModelKind.Matter, catalogue);
        var isStandard = chain.Segmenter is null && chain.Matter is null;
        Require(isStandard == (chain.Name == Chains.StandardChain.Name), chain.Name, "the chain without networks of the catalogue is called standard");
        Require(
            chain.Steps == ChainSteps.Own || chain is { Segmenter: not null, Matter: not null },
            chain.Name,
            "the reference's steps need both networks");
    }

    private static void RequireKind(string chain, string? name, ModelKind kind, ModelCatalogue catalogue) => Require(
        name is null || catalogue.Models.Any(model => model.Name == name && model.Kind == kind),
        chain,
        $"'{name}' is no {kind.ToString().ToLowerInvariant()} of the catalogue");

    private static void RequireDifferent(IEnumerable<string> names)
    {
        var twice = names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1);
        Require(twice is null, twice?.Key ?? "", "it is there twice");
    }

    private static void RequireName(string name) =>
        Require(Words().IsMatch(name), name, "a name is lower-case words with hyphens");

    private static void Require(bool holds, string entry, string rule)
    {
        if (!holds)
        {
            throw new CatalogueException($"Catalogue entry '{entry}': {rule}.");
        }
    }

    [GeneratedRegex("^[0-9a-f]+$", RegexOptions.CultureInvariant)]
    private static partial Regex LowerHexadecimal();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
