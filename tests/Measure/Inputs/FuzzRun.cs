using System.Diagnostics;
using System.Globalization;

namespace Pipeline.Measure.Inputs;

/// <summary>Has a process decode damaged files, and goes on with a new one where it dies or stands still.</summary>
internal sealed class FuzzRun(int seed)
{
    /// <summary>Far beyond what any file may take, on a machine with other work too.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public List<Attempt> Run(int from, int count)
    {
        var attempts = new List<Attempt>();
        var end = from + count;
        while (from + attempts.Count < end)
        {
            var next = from + attempts.Count;
            RunOnce(next, end - next, attempts);
        }

        return attempts;
    }

    private void RunOnce(int from, int count, List<Attempt> attempts)
    {
        using var child = Start(from, count);
        var before = attempts.Count;
        var read = child.StandardOutput.ReadLineAsync();
        while (read.Wait(Patience))
        {
            if (read.Result is not { } line)
            {
                child.WaitForExit();
                AddIfEarly(from, count, attempts, before, Attempt.Crash);
                return;
            }

            attempts.Add(Attempt.Parse(line));
            read = child.StandardOutput.ReadLineAsync();
        }

        child.Kill();
        child.WaitForExit();
        AddIfEarly(from, count, attempts, before, Attempt.Hang);
    }

    /// <summary>The file behind the last that was answered is the one that ended it.</summary>
    private static void AddIfEarly(int from, int count, List<Attempt> attempts, int before, string outcome)
    {
        var answered = attempts.Count - before;
        if (answered < count)
        {
            attempts.Add(new Attempt(from + answered, "unknown", outcome, 0, 0, 0));
        }
    }

    private Process Start(int from, int count)
    {
        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

        return Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "fuzz", "--child", "--seed", Text(seed), "--from", Text(from), "--count", Text(count) },
            RedirectStandardOutput = true,
        })!;
    }
}
