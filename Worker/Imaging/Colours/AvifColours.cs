using System.Buffers.Binary;

namespace Pipeline.Worker.Imaging.Colours;

/// <summary>The code points (nclx) of an AVIF's colours (ISO/IEC 14496-12, 12.1.5).</summary>
internal static class AvifColours
{
    /// <returns>Null where nothing is stated.</returns>
    public static ColourStatement? Of(ReadOnlySpan<byte> file)
    {
        // A version and flags come before what it holds.
        var stills = Find(file, "meta"u8);
        var boxes = Find(Find(stills.Length > 4 ? stills[4..] : [], "iprp"u8), "ipco"u8);
        for (; LengthOf(boxes) is var length and > 0; boxes = boxes[length..])
        {
            // Of the picture, its alpha and its preview the picture's properties come first.
            if (boxes[4..8].SequenceEqual("colr"u8) && length >= 16 && boxes[8..12].SequenceEqual("nclx"u8))
            {
                return ColourStatement.Of(ColourSpace.OfCodePoints(
                    BinaryPrimitives.ReadUInt16BigEndian(boxes[12..]), BinaryPrimitives.ReadUInt16BigEndian(boxes[14..])));
            }
        }

        return null;
    }

    /// <summary>What the first box of a type holds; nothing where there is none.</summary>
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> boxes, ReadOnlySpan<byte> wanted)
    {
        for (; LengthOf(boxes) is var length and > 0; boxes = boxes[length..])
        {
            if (boxes[4..8].SequenceEqual(wanted))
            {
                return boxes[8..length];
            }
        }

        return [];
    }

    /// <summary>Of the first box; 0 where none follows. Length and type come first; no header has more than 2 GiB.</summary>
    private static int LengthOf(ReadOnlySpan<byte> boxes) =>
        boxes.Length >= 8 && BinaryPrimitives.ReadUInt32BigEndian(boxes) is >= 8 and var length && length <= boxes.Length
            ? (int)length
            : 0;
}
