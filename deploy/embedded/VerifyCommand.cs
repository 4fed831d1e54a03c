using System.CommandLine;
using Pipeline.Contracts;
using Pipeline.Worker.Marketplaces;

namespace Pipeline.Embedded;

/// <summary>The command line of <c>deploy/cutout verify</c>.</summary>
internal static class VerifyCommand
{
    private const string Description =
        """
        Checks finished files against a marketplace's rules, whatever program wrote them:

            deploy/cutout verify FILES --preset amazon

        Each file is decoded again: background, fill, size, format, bytes and whatever else the marketplace rules.
        What no program can tell from the picture, such as text or props, is named as not checked. To cut out a folder
        of photos that is called verify, write ./verify.

        Exit code: 0 every file passes, 1 some fail, 2 there is nothing to verify, 64 the
        command line is wrong, 74 a file cannot be read or the result not be written.
        """;

    public static Command Make()
    {
        var files = new Argument<string[]>("FILES")
        {
            Description = "Files, or folders, which are searched with the folders in them.",
            Arity = ArgumentArity.OneOrMore,
        };
        files.Validators.Add(CutoutCommand.RequireNoOption);
        var preset = new Option<string>("--preset", "-p")
        {
            Description = "The marketplace whose rules count.",
            HelpName = string.Join('|', Presets.Names),
            Required = true,
        };
        preset.AcceptOnlyFromAmong([.. Presets.Names]);
        var json = new Option<bool>("--json") { Description = "One line of JSON per file in place of the table." };
        var strict = new Option<bool>("--strict") { Description = "A file also fails by what is only advised." };
        var command = new Command("verify", Description) { files, preset, json, strict };
        command.SetAction((parsed, token) => VerifyRun.RunAsync(
            parsed.GetRequiredValue(files),
            MarketplaceCatalogue.Find(parsed.GetRequiredValue(preset))!,
            parsed.GetValue(json) ? new JsonVerdicts(Console.Out) : new TableOfVerdicts(Console.Out),
            parsed.GetValue(strict),
            token));
        return command;
    }
}
