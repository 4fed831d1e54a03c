using Microsoft.Extensions.Logging.Console;

namespace Pipeline.Worker.Commands;

/// <summary>How much is written of an exception.</summary>
internal sealed class PlainConsoleOptions : ConsoleFormatterOptions
{
    /// <summary>With stack traces.</summary>
    public bool IsVerbose { get; set; }
}
