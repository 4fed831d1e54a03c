using System.Buffers.Binary;

namespace Pipeline.Corpus;

/// <summary>Adds a property to the first image of an AVIF, as another writer would have.</summary>
internal static class AvifBoxes
{
    public static byte[] WithProperty(byte[] file, byte[] box)
    {
        var properties = file.AsSpan().IndexOf("ipco"u8) - 4;
        var behind = properties + Length(file, properties);
        var association = behind;
        // Version and flags, how many items, the first item's number, and how many properties it has.
        var count = association + 8 + 4 + 4 + 2;
        var index = CountBoxes(file, properties);
        var grown = file.ToList();
        grown[count]++;
        grown.Insert(count + 1 + file[count], (byte)(index + 1));
        grown.InsertRange(behind, box);
        var changed = grown.ToArray();
        var added = box.Length + 1;
        Grow(changed, properties, box.Length);
        Grow(changed, behind + box.Length, 1);
        Grow(changed, changed.AsSpan().IndexOf("iprp"u8) - 4, added);
        Grow(changed, changed.AsSpan().IndexOf("meta"u8) - 4, added);
        MoveExtents(changed, added);
        return changed;
    }

    private static int CountBoxes(byte[] file, int parent)
    {
        var count = 0;
        for (var at = parent + 8; at < parent + Length(file, parent); at += Length(file, at))
        {
            count++;
        }

        return count;
    }

    /// <summary>As libvips writes them: one extent an item, whose base offset is 0.</summary>
    private static void MoveExtents(byte[] file, int by)
    {
        var locations = file.AsSpan().IndexOf("iloc"u8) - 4;
        var items = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(locations + 14));
        for (var item = 0; item < items; item++)
        {
            Grow(file, locations + 16 + (18 * item) + 10, by);
        }
    }

    private static int Length(byte[] file, int box) => (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(box));

    private static void Grow(byte[] file, int at, int by) =>
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at), (uint)(Length(file, at) + by));
}
