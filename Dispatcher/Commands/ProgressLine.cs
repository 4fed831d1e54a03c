namespace Pipeline.Dispatcher.Commands;

/// <summary>One line that is written over on a terminal; in a file, a line every few seconds.</summary>
internal sealed class ProgressLine(TextWriter writer, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly bool _isTerminal = !Console.IsOutputRedirected;
    private DateTimeOffset _last;
    private int _length;

    public void Show(string text)
    {
        if (_isTerminal)
        {
            writer.Write("\r" + text.PadRight(_length));
            _length = text.Length;
        }
        else if (time.GetUtcNow() - _last >= Pause)
        {
            writer.WriteLine(text);
            _last = time.GetUtcNow();
        }
    }

    public void End()
    {
        if (_length > 0)
        {
            writer.WriteLine();
            _length = 0;
        }
    }

    public void Dispose() => End();
}
