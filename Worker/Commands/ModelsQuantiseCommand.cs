using System.CommandLine;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Precision;

namespace Pipeline.Worker.Commands;

/// <summary><c>models quantise</c>.</summary>
internal static class ModelsQuantiseCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "An installed model." };

    private static readonly Option<string> Photos = new("--photos")
    {
        Description = $"Photos of the kind that it will see, {SamplePhotos.Least} or more, better 30: three of four set the "
            + "ranges of 8-bit numbers, the others tell the loss.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<GraphPrecision> To = new("--to")
    {
        Description = "int8, the default, for processors, segmenters only; float16 for GPUs.",
        HelpName = "int8|float16",
        DefaultValueFactory = _ => GraphPrecision.Int8,
    };

    public static Command Make()
    {
        To.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "int8", "float16");
        var command = new Command(
            "quantise", "Makes a faster, smaller graph of an installed model, and measures what it costs and gains.")
        {
            Name, Photos, To,
        };
        command.SetAction((parsed, token) => ModelsCommand.RunAsync(() => QuantiseAsync(parsed, token)));
        return command;
    }

    private static async Task<int> QuantiseAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var entry = ModelCatalogue.Own.Model(parsed.GetRequiredValue(Name));
        var precision = parsed.GetRequiredValue(To);
        var model = VariantMaker.In(ModelsCommand.StoreOf(parsed)).Make(
            entry, precision, Path.GetFullPath(parsed.GetRequiredValue(Photos)), cancellation);
        var variant = model.Variant(precision)!;
        await Console.Out.WriteLineAsync(
            $"{entry.Name} is installed in {precision.Word()} too, sha256 {variant.Sha256}: "
                + $"{VariantText.Of(model, variant)}.");
        return ExitCodes.Complete;
    }
}
