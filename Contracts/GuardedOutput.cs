using Microsoft.Win32.SafeHandles;

namespace Pipeline.Contracts;

/// <summary>Passes bytes on to standard output, and its errors as <see cref="StandardOutputException"/>.</summary>
internal sealed class GuardedOutput : Stream
{
    /// <summary>EAGAIN: the pipe does not block, which the console's stream knows how to wait for.</summary>
    private const int WouldBlock = 11;

    /// <summary>Owned by the process.</summary>
    private static readonly SafeFileHandle Handle = new(1, ownsHandle: false);

    private static readonly FileStream Descriptor = new(Handle, FileAccess.Write, bufferSize: 0);

    private Stream _inner = Open();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => _inner.Flush();

    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            _inner.Write(buffer, offset, count);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            _inner = Console.OpenStandardOutput();
            _inner.Write(buffer, offset, count);
        }
        catch (IOException e)
        {
            throw new StandardOutputException(e);
        }
    }

    /// <summary>
    /// The console's stream passes over a pipe whose reader has gone; a file's does not, but keeps a position of its own,
    /// so that it is taken for what has none.
    /// </summary>
    private static Stream Open() =>
        Descriptor.CanSeek ? Console.OpenStandardOutput() : Descriptor;

    protected override void Dispose(bool disposing)
    {
        if (disposing && _inner is not FileStream)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
