using System.Runtime.InteropServices;

namespace Pipeline.Embedded;

/// <summary>
/// What ends a run before every photo is done: Ctrl-C and SIGTERM, a reader of standard output that has gone, or an error
/// that every further photo would meet too. The first of them counts. A second signal ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>What to do after an error that ended the run.</summary>
    public const string GoOn = "The run was stopped; the same command goes on with what is not done.";

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandoning = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly Lock _gate = new();
    private int _signals;

    public Interruption()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    /// <summary>No further photo is begun; those in work are finished.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Photos in work are not finished either.</summary>
    public CancellationToken Abandoning => _abandoning.Token;

    /// <summary>Of the run; null as long as nothing has ended it early.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>What is to be said at the end; null for nothing.</summary>
    public string? Sentence { get; private set; }

    /// <summary>Begins no further photo.</summary>
    public void Stop(int exitCode, string? sentence = null)
    {
        lock (_gate)
        {
            if (ExitCode is null)
            {
                (ExitCode, Sentence) = (exitCode, sentence);
            }
        }

        _stopping.Cancel();
    }

    /// <summary>Begins no further photo and finishes none: nothing can be kept any more.</summary>
    public void Abandon(int exitCode, string sentence)
    {
        Stop(exitCode, sentence);
        _abandoning.Cancel();
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _stopping.Dispose();
        _abandoning.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _signals) > 1)
        {
            Environment.Exit(ExitCodes.Interrupted);
        }

        context.Cancel = true;
        Console.Error.WriteLine($"{Environment.NewLine}Finishing the photos in work; once more to stop at once.");
        Stop(ExitCodes.Interrupted);
    }
}
