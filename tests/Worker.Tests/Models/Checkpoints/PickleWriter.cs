using System.Text;
using Pipeline.Corpus;

namespace Pipeline.Worker.Tests.Models.Checkpoints;

/// <summary>Writes pickles instruction by instruction, also such as no program would.</summary>
internal sealed class PickleWriter
{
    private readonly ByteWriter _bytes = new(isBigEndian: false);

    /// <summary>A legacy checkpoint around a pickle, with no storages.</summary>
    public static byte[] Checkpoint(byte[] pickle)
    {
        var magic = new PickleWriter().Code(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19).End();
        var protocol = new PickleWriter().Code('M', 0xE9, 0x03).End();
        var facts = new PickleWriter().Code('}').Text("little_endian").Code(0x88, 's').End();
        var names = new PickleWriter().Code(']').End();
        return [.. magic, .. protocol, .. facts, .. pickle, .. names];
    }

    public PickleWriter Code(params ReadOnlySpan<int> codes)
    {
        foreach (var code in codes)
        {
            _bytes.Add((byte)code);
        }

        return this;
    }

    public PickleWriter Text(string text)
    {
        var encoded = Encoding.UTF8.GetBytes(text);
        _bytes.Add((byte)'X').UInt32(encoded.Length).Add(encoded);
        return this;
    }

    public PickleWriter Global(string module, string name)
    {
        _bytes.Add([(byte)'c', .. Encoding.ASCII.GetBytes($"{module}\n{name}\n")]);
        return this;
    }

    public byte[] End() => [0x80, 2, .. _bytes.ToArray(), (byte)'.'];
}
