using NetVips;
using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging.Formats;

/// <summary>
/// What is checked of a TIFF (revision 6.0, or BigTIFF) before libtiff sees it. The format holds far more than photos:
/// here are the layouts that a photo comes in, and the rest is refused.
/// </summary>
internal sealed class TiffHeader
{
    /// <summary>None, CCITT (three kinds), LZW, JPEG, Deflate (two numbers), PackBits.</summary>
    private static readonly long[] Compressions = [1, 2, 3, 4, 5, 7, 8, 32946, 32773];

    private const int JpegCompression = 7;
    private const int SeparatePlanes = 2;
    private const int ColourFilterArray = 32803;
    private const int LinearRaw = 34892;

    private readonly TiffDirectory _directory;

    private TiffHeader(TiffDirectory directory, int page, int pages) =>
        (_directory, Page, Pages) = (directory, page, pages);

    /// <summary>Place of the first picture that is no reduced version or mask of another.</summary>
    public int Page { get; }

    /// <summary>
    /// Pictures that are no reduced versions or masks: those of a pyramid are one. No more than asked for.
    /// </summary>
    public int Pages { get; }

    public long Width => _directory.First(TiffTag.Width) ?? throw HeaderBytes.Damaged();

    public long Height => _directory.First(TiffTag.Height) ?? throw HeaderBytes.Damaged();

    /// <summary>Of one strip or tile, decompressed.</summary>
    public long BlockBytes => BlockPixels * Samples * (_directory.First(TiffTag.BitsPerSample) ?? 1) / 8;

    /// <summary>Which libvips does not read.</summary>
    public bool HasTiledPlanes =>
        _directory.First(TiffTag.PlanarConfiguration) == SeparatePlanes && _directory.First(TiffTag.TileWidth) is not null;

    public bool IsLab => Kind == 8;

    /// <summary>Which libvips takes for its own packed form.</summary>
    public bool IsLab8 => IsLab && Bits == 8;

    public TiffDirectory Directory => _directory;

    public int Samples => (int)Math.Min(int.MaxValue, _directory.First(TiffTag.SamplesPerPixel) ?? 1);

    /// <summary>Bits a sample.</summary>
    public long Bits => _directory.First(TiffTag.BitsPerSample) ?? 1;

    /// <summary>Grey and palette keep their own; of other kinds each plane is grey by itself.</summary>
    public long PhotometricOfFirstPlane => Colours == 1 ? Kind : 1;

    /// <summary>1 where colours are multiplied by alpha, 2 where they are not; else null.</summary>
    public long? AlphaKind => Extras.Find(kind => kind is 1 or 2) is var kind and not 0 ? kind : null;

    public int TilesPerPlane => checked((int)(
        Blocks(Width, _directory.First(TiffTag.TileWidth)) * Blocks(Height, _directory.First(TiffTag.TileHeight))));

    private List<long> Extras =>
        [.. _directory.All(TiffTag.ExtraSamples).Take(Math.Max(0, Samples - Colours))];

    private long BlockPixels => _directory.First(TiffTag.TileWidth) is { } width
        ? Math.Min(width, int.MaxValue) * Math.Min(_directory.First(TiffTag.TileHeight) ?? 0, int.MaxValue)
        : Width * Math.Min(Height, _directory.First(TiffTag.RowsPerStrip) ?? Height);

    private long Kind => _directory.First(TiffTag.Photometric) ?? 0;

    /// <summary>Samples of colour by photometric interpretation; 0 where it is none of a photo.</summary>
    private int Colours => Kind switch
    {
        // White is zero, black is zero, palette.
        0 or 1 or 3 => 1,
        // RGB, YCbCr, L*a*b*.
        2 or 6 or 8 => 3,
        5 => 4,
        _ => 0,
    };

    /// <param name="file">The file.</param>
    /// <param name="most">Pictures after which the count ends.</param>
    /// <exception cref="JobRejectedException">The directories are damaged.</exception>
    public static TiffHeader Read(ReadOnlySpan<byte> file, int most)
    {
        var directories = new TiffDirectories(file);
        TiffDirectory? chosen = null;
        var (page, pages, hasInner) = (0, 0, false);
        for (var i = 0; pages < most && directories.Next() is { } directory; i++)
        {
            RequireDeveloped(directory);
            hasInner |= directory.First(TiffTag.SubDirectories) is not null;
            if (directory.IsPicture)
            {
                pages++;
                (chosen, page) = chosen is null ? (directory, i) : (chosen, page);
            }
        }

        // Raw files such as NEF and ARW show a reduced picture and keep the sensor's data in directories inside.
        return chosen is not null ? new TiffHeader(chosen, page, pages)
            : hasInner ? throw Raw(null)
            : throw HeaderBytes.Damaged("The TIFF holds no picture of its own.");
    }

    private static void RequireDeveloped(TiffDirectory directory)
    {
        if (directory.First(TiffTag.DngVersion) is not null)
        {
            throw Raw("DNG");
        }

        if (directory.First(TiffTag.Photometric) is ColourFilterArray or LinearRaw)
        {
            throw Raw(null);
        }
    }

    private static JobRejectedException Raw(string? name) =>
        new(FailureReason.UnsupportedFormat, UnsupportedFormats.ExplainRaw(name));

    /// <param name="mostPixels">That a strip or tile may have.</param>
    /// <exception cref="JobRejectedException">Of a layout that no photo has.</exception>
    public void RequireAccepted(long mostPixels)
    {
        var compression = _directory.First(TiffTag.Compression) ?? 1;
        Require(Compressions.Contains(compression), $"compression {compression}");
        Require(Colours > 0, $"colours of the kind {Kind}");
        Require(Kind != 6 || compression == JpegCompression, "YCbCr samples outside JPEG");
        Require(Kind != 5 || (_directory.First(TiffTag.InkSet) ?? 1) == 1, "inks other than CMYK");
        var isTiled = _directory.First(TiffTag.TileWidth) is not null;
        Require(compression != JpegCompression || !isTiled || Samples <= Colours, "JPEG tiles with extra channels");
        Require(!HasTiledPlanes || Kind != 6, "YCbCr in separate tiles");
        Require(!HasTiledPlanes || Kind != 3 || Samples == 1, "a palette and further planes in tiles");
        Require(!IsLab8 || compression != JpegCompression, "L*a*b* in JPEG");
        RequireSamples();
        if (Samples < Colours || BlockPixels > mostPixels)
        {
            throw HeaderBytes.Damaged("The TIFF's header contradicts itself.");
        }
    }

    /// <summary>
    /// Of an opened TIFF the colours, and behind them the channel that is stated to be alpha. Further ones, and those
    /// that do not say what they are, are masks and spot colours that somebody keeps in the file.
    /// </summary>
    public Image ChannelsThatCount(Image stored)
    {
        var count = Samples - Colours;
        var colours = stored.Bands - count;
        if (count == 0 || colours < 1 || Extras.Count == 0)
        {
            return stored.Copy();
        }

        var alpha = Extras.FindIndex(kind => kind is 1 or 2);
        if (alpha < 0)
        {
            return stored.ExtractBand(0, n: colours);
        }

        using var colour = stored.ExtractBand(0, n: colours);
        using var cover = stored[colours + alpha];
        return colour.Bandjoin(cover);
    }

    /// <summary>All values of a tag, not only the first few.</summary>
    /// <exception cref="JobRejectedException">The tag is missing, or reaches beyond the file.</exception>
    public List<long> ReadAll(ReadOnlySpan<byte> file, TiffTag tag) =>
        _directory.Entries.TryGetValue((int)tag, out var entry)
            ? new TiffDirectories(file).Values(entry, file.Length)
            : throw HeaderBytes.Damaged();

    /// <summary>For planes that were read as grey pictures and joined.</summary>
    public Enums.Interpretation InterpretationOf(Enums.BandFormat format)
    {
        var isDeep = format == Enums.BandFormat.Ushort;
        return Colours switch
        {
            1 => isDeep ? Enums.Interpretation.Grey16 : Enums.Interpretation.Bw,
            4 => Enums.Interpretation.Cmyk,
            _ => isDeep ? Enums.Interpretation.Rgb16 : Enums.Interpretation.Srgb,
        };
    }

    private static long Blocks(long side, long? block) =>
        block is > 0 and var size ? (side + size - 1) / size : throw HeaderBytes.Damaged();

    private void RequireSamples()
    {
        // Of L*a*b*, two channels have a sign, and writers differ in whether they say so.
        Require(
            _directory.All(TiffTag.SampleFormat).All(format => format is 1 or 4 || (format == 2 && Kind == 8)),
            "samples that are no unsigned whole numbers");
        var bits = _directory.All(TiffTag.BitsPerSample);
        var each = bits.Count > 0 ? bits[0] : 1;
        Require(bits.All(other => other == each), "samples of different depths");
        Require(each is 8 or 16 || (each is 1 or 2 or 4 && Samples == 1), $"{each} bits a sample");
        Require(Samples <= 16, $"{Samples} samples a pixel");
    }

    private static void Require(bool isAccepted, string what)
    {
        if (!isAccepted)
        {
            throw new JobRejectedException(
                FailureReason.UnsupportedFormat,
                $"The file is a TIFF with {what}, which is not supported; save it as 8-bit or 16-bit RGB.");
        }
    }
}
