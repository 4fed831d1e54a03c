namespace Pipeline.Services;

/// <summary>Waits until a server answers.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="TimeoutException">It did not.</exception>
    /// <exception cref="InvalidOperationException">It ended; what it said is on standard error.</exception>
    public static async Task WaitAsync(string service, IServiceProcess process, Func<Task> ask)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await ask();
                return;
            }
            catch (Exception e) when (deadline.IsCancellationRequested)
            {
                throw new TimeoutException($"{service} did not start within {Patience}.", e);
            }
            catch (Exception e)
            {
                if (process.HasEnded)
                {
                    throw new InvalidOperationException($"{service} ended before it answered.", e);
                }

                await Task.Delay(Pause);
            }
        }
    }
}
