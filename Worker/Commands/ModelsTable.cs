using System.Globalization;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Precision;

namespace Pipeline.Worker.Commands;

/// <summary>The catalogue and what of it is installed, for people.</summary>
internal sealed class ModelsTable(ModelCatalogue catalogue, ModelStore store)
{
    private const int ShownDigits = 12;

    public void Write(TextWriter writer)
    {
        WriteRows(writer, catalogue.Models.Select(Row).Prepend(["MODEL", "KIND", "SIZE", "COMMERCIAL USE", "INSTALLED"]));
        WriteVariants(writer);
        writer.WriteLine();
        WriteRows(writer, catalogue.Chains.Select(Row).Prepend(["CHAIN", "NEEDS", "INSTALLED"]));
        writer.WriteLine();
        writer.WriteLine("Chains are listed best first; auto takes the first whose published models are all installed.");
        foreach (var chain in catalogue.Chains)
        {
            writer.WriteLine($"{chain.Name}: {chain.Because}. {chain.Evidence}");
        }

        writer.WriteLine();
        writer.WriteLine($"Models lie in {store.Folder}.");
        writer.WriteLine();
        foreach (var model in catalogue.Models)
        {
            writer.WriteLine($"{model.Name} ({model.Licence.Name}): {model.Licence.Because}");
        }
    }

    private void WriteVariants(TextWriter writer)
    {
        foreach (var model in catalogue.Models.Select(entry => Find(entry.Name)).OfType<InstalledModel>())
        {
            foreach (var precision in Enum.GetValues<GraphPrecision>())
            {
                if (model.Variant(precision) is { } variant)
                {
                    writer.WriteLine(
                        $"{model.Name} in {precision.Word()}: {VariantText.Of(model, variant)}, "
                            + $"sha256 {variant.Sha256[..ShownDigits]}…");
                }
            }
        }
    }

    private string[] Row(ModelEntry model) =>
    [
        model.Name,
        model.Kind.ToString().ToLowerInvariant(),
        string.Create(CultureInfo.InvariantCulture, $"{model.Source.Megabytes} MB"),
        model.Licence.Commercial.ToString().ToLowerInvariant(),
        Installed(model.Name),
    ];

    private string[] Row(ChainEntry chain)
    {
        var missing = chain.Models.Where(name => !IsInstalled(name)).ToList();
        return
        [
            chain.Name,
            chain.Models.Any() ? string.Join(", ", chain.Models) : "nothing",
            missing.Count == 0 ? "yes" : "no",
        ];
    }

    private bool IsInstalled(string name) => Find(name) is not null;

    /// <summary>Null when it is damaged too.</summary>
    private InstalledModel? Find(string name)
    {
        try
        {
            return store.Find(name);
        }
        catch (ModelDamagedException)
        {
            return null;
        }
    }

    private string Installed(string name)
    {
        try
        {
            return store.Find(name) is { } model ? Describe(model) : "no";
        }
        catch (ModelDamagedException)
        {
            return "damaged";
        }
    }

    private static string Describe(InstalledModel model)
    {
        var weights = model.IsPublished ? "published weights" : "own weights";
        var accepted = model.LicenceAcceptedAt is { } time
            ? string.Create(CultureInfo.InvariantCulture, $", licence accepted {time:yyyy-MM-dd}")
            : "";
        return $"{weights}, sha256 {model.Sha256[..ShownDigits]}…{accepted}";
    }

    private static void WriteRows(TextWriter writer, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        var widths = Enumerable.Range(0, all[0].Length).Select(i => all.Max(row => row[i].Length)).ToList();
        foreach (var row in all)
        {
            writer.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }
}
