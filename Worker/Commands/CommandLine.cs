using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Pipeline.Contracts;

namespace Pipeline.Worker.Commands;

/// <summary>Runs a program's command line; what goes wrong becomes one sentence and an exit code.</summary>
public static class CommandLine
{
    /// <param name="command">The program's commands.</param>
    /// <param name="args">What the user typed.</param>
    /// <param name="program">The program as the user types it, such as <c>deploy/worker</c>.</param>
    /// <param name="termination">How long a command may take to end after a signal; null leaves signals to it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(RootCommand command, string[] args, string program, TimeSpan? termination)
    {
        StandardOutput.Guard();
        var parsed = command.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            // What was not understood says more than what is missing for it.
            var error = parsed.Errors.FirstOrDefault(e => parsed.UnmatchedTokens.Any(e.Message.Contains)) ?? parsed.Errors[0];
            return await TellAsync(
                UsageError.Describe(error.Message, NameOf(error.SymbolResult), CommandOf(parsed, program)), ExitCodes.Usage);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                ProcessTerminationTimeout = termination,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (StandardOutputException e)
        {
            return e.IsReaderGone ? e.ExitCode : await TellAsync(e.Message, e.ExitCode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await TellAsync(e.Message, ExitCodes.WriteFailed);
        }
    }

    /// <summary>The command as the user types it, without its arguments.</summary>
    public static string CommandOf(ParseResult parsed, string program)
    {
        var names = new List<string>();
        for (var command = parsed.CommandResult; command.Parent is CommandResult parent; command = parent)
        {
            names.Insert(0, command.Command.Name);
        }

        return string.Join(' ', names.Prepend(program));
    }

    private static string? NameOf(SymbolResult? symbol) => symbol switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult argument => argument.Argument.Name,
        _ => null,
    };

    private static async Task<int> TellAsync(string sentence, int exitCode)
    {
        await Console.Error.WriteLineAsync(sentence);
        return exitCode;
    }
}
