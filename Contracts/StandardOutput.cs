namespace Pipeline.Contracts;

/// <summary>Standard output whose errors can be told from those of files.</summary>
public static class StandardOutput
{
    /// <summary>As long as the process lives.</summary>
    private static StreamWriter? _guarded;

    /// <summary>Lets <see cref="Console.Out"/> throw <see cref="StandardOutputException"/> where it cannot be written.</summary>
    public static void Guard()
    {
        // A terminal has no full disk, and the runtime does more than write to it.
        if (Console.IsOutputRedirected)
        {
            _guarded = new StreamWriter(new GuardedOutput(), Console.OutputEncoding) { AutoFlush = true };
            Console.SetOut(_guarded);
        }
    }

    /// <summary>For many rows: what is written is passed on by the buffer.</summary>
    public static StreamWriter OpenBuffered() => new(new GuardedOutput());
}
