using Spectre.Console;

namespace Pipeline.Measure;

/// <summary>Tables that read well in a note and in a log.</summary>
internal static class Tables
{
    public static void Write(Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = 320;
        console.Write(table.Border(TableBorder.Markdown));
    }
}
