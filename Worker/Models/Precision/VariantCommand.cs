namespace Pipeline.Worker.Models.Precision;

/// <summary>The command that makes a variant, for sentences that tell people to run it.</summary>
internal static class VariantCommand
{
    public static string Of(string model, GraphPrecision precision) =>
        $"deploy/worker models quantise {model} --to {precision.Word()} --photos DIR";
}
