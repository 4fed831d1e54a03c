using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Pipeline.Worker.Commands;

/// <summary>
/// One line per message. Of an exception the messages of its causes, and the stack only where it is asked for.
/// </summary>
internal sealed class PlainConsoleFormatter(TimeProvider time, IOptions<PlainConsoleOptions> options)
    : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "plain";

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var at = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var category = logEntry.Category[(logEntry.Category.LastIndexOf('.') + 1)..];
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write($"{at} {Word(logEntry.LogLevel)} {category}: {message}");
        if (options.Value.IsVerbose && logEntry.Exception is { } exception)
        {
            textWriter.Write($"{Environment.NewLine}{exception}");
        }
        else
        {
            for (var cause = logEntry.Exception; cause is not null; cause = cause.InnerException)
            {
                textWriter.Write($" | {cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")}");
            }
        }

        textWriter.WriteLine();
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Critical or LogLevel.Error => "error",
        LogLevel.Warning => "warn",
        LogLevel.Information => "info",
        _ => "debug",
    };
}
