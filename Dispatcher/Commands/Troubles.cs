using System.Data.Common;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Commands;

/// <summary>Whatever may end a command, in a sentence with an exit code.</summary>
internal static class Troubles
{
    public static (int Code, string Sentence) Describe(Exception exception) => exception switch
    {
        RefusedException e => (e.ExitCode, e.Message),
        LedgerException e => (e.ExitCode, e.Message),
        OptionsValidationException e => (ExitCodes.Configuration, string.Join(' ', e.Failures.Select(Plain))),
        ListingStoppedException or LedgerDataException => (ExitCodes.Refused, exception.Message),
        StandardOutputException => (ExitCodes.WriteFailed, exception.Message),
        LedgerDiskException => (ExitCodes.WriteFailed, exception.Message),
        DbException e => (ExitCodes.Unavailable, $"The ledger fails: {e.Message}"),
        ArgumentException e => (ExitCodes.Usage, Plain(e)),
        InvalidDataException or FileNotFoundException => (ExitCodes.Configuration, $"The settings cannot be read: {exception.Message}"),
        InvalidOperationException { InnerException: FormatException or ArgumentException } e =>
            (ExitCodes.Configuration, $"A setting cannot be read: {e.Message}"),
        OperationCanceledException or TimeoutException => (ExitCodes.Unavailable, "Something did not answer in time."),
        _ => (ExitCodes.Unavailable, exception.GetBaseException().Message),
    };

    /// <summary>Without the words of the framework around the sentence.</summary>
    private static string Plain(string failure)
    {
        var start = failure.IndexOf("with the error: '", StringComparison.Ordinal);
        return start < 0 ? failure : failure[(start + 17)..].TrimEnd('.', '\'') + ".";
    }

    private static string Plain(ArgumentException exception)
    {
        var end = exception.Message.IndexOf(" (Parameter", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}
