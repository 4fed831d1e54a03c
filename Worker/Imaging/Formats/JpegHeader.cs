using System.Buffers.Binary;
using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging.Formats;

/// <summary>What is checked of a JPEG (ITU-T T.81, annex B) before libvips sees it.</summary>
/// <param name="Width">Pixels; 0 where no frame header is found, which is libvips' to complain of.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Scans">
/// Passes over the picture. A progressive file has about ten, and a few hundred bytes can ask for as many as they like.
/// </param>
internal readonly record struct JpegHeader(int Width, int Height, int Scans)
{
    private const byte Mark = 0xFF;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    /// <summary>Whether the mark is there with which a picture ends.</summary>
    public bool HasEnd { get; init; }

    /// <summary>The marker of the frame header, which says how the picture is coded.</summary>
    private byte Process { get; init; }

    /// <summary>Bits a sample.</summary>
    private int Precision { get; init; }

    /// <summary>Reads to the end of the first picture; a file of several (MPO) goes on behind it.</summary>
    public static JpegHeader Read(ReadOnlySpan<byte> file)
    {
        var header = default(JpegHeader);
        for (var at = 2; !header.HasEnd && NextMarker(file, ref at);)
        {
            var marker = file[at - 1];
            if (marker == StartOfScan)
            {
                header = header with { Scans = header.Scans + 1 };
            }
            else if (IsFrame(marker) && header.Process == 0 && at + 7 <= file.Length)
            {
                header = header.WithFrame(marker, file[at..]);
            }

            header = header with { HasEnd = marker == EndOfImage };
            at += LengthBehind(file, marker, at);
        }

        return header;
    }

    /// <summary>Refuses what libjpeg does not decode: lossless and hierarchical files, and other depths than 8 bits.</summary>
    /// <exception cref="JobRejectedException">Of such a kind.</exception>
    public void RequireSupported()
    {
        var kind = Process switch
        {
            0xF7 => "JPEG-LS",
            0xC3 or 0xCB => "lossless JPEG",
            (>= 0xC5 and <= 0xC7) or (>= 0xCD and <= 0xCF) => "hierarchical JPEG",
            not 0 when Precision != 8 => $"JPEG of {Precision} bits",
            _ => null,
        };
        if (kind is not null)
        {
            throw new JobRejectedException(
                FailureReason.UnsupportedFormat,
                $"The file is a {kind}, which is not supported; convert it to baseline JPEG or PNG.");
        }
    }

    private JpegHeader WithFrame(byte marker, ReadOnlySpan<byte> segment) => this with
    {
        Process = marker,
        Precision = segment[2],
        Height = Number(segment[3..]),
        Width = Number(segment[5..]),
    };

    /// <summary>Start of a frame of any process; C4, C8 and CC are tables and a reserved mark.</summary>
    private static bool IsFrame(byte marker) =>
        marker is (>= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC)) or 0xF7;

    /// <summary>Fill, restarts, start and end of an image, and 01 have no content.</summary>
    private static int LengthBehind(ReadOnlySpan<byte> file, byte marker, int at) =>
        marker is Mark or 0x01 or (>= 0xD0 and <= 0xD9) || at + 2 > file.Length
            ? 0
            : Number(file[at..]);

    private static int Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);

    /// <summary>Steps behind the next marker, over entropy-coded data, in which 00 follows each FF.</summary>
    private static bool NextMarker(ReadOnlySpan<byte> file, ref int at)
    {
        while (at < file.Length)
        {
            var found = file[at..].IndexOf(Mark);
            if (found < 0 || at + found + 1 >= file.Length)
            {
                return false;
            }

            at += found + 1;
            if (file[at] is not (0 or Mark))
            {
                at++;
                return true;
            }
        }

        return false;
    }
}
