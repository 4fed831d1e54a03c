using NetVips;

namespace Pipeline.Worker.Imaging.Formats;

/// <summary>
/// Opens a TIFF, also in two layouts that libvips does not read: tiles of separate planes, and L*a*b* of 8 bits.
/// </summary>
internal static class TiffLoader
{
    private const int BlackIsZero = 1;
    private const int Rgb = 2;
    private const int Premultiplied = 1;

    /// <summary>
    /// Tags that describe several samples: bits, colour map, inks, range, extra samples, sample format, YCbCr.
    /// </summary>
    private static readonly int[] OfSeveralSamples = [280, 281, 320, 332, 333, 334, 336, 338, 339, 529, 530, 531, 532];

    /// <returns>Channels of colour, and alpha behind them where there is any. The caller disposes it.</returns>
    /// <exception cref="JobRejectedException">The header contradicts itself.</exception>
    /// <exception cref="VipsException">Damaged; also thrown later, when pixels are read.</exception>
    public static Image Open(byte[] file, TiffHeader header)
    {
        using var stored = header.HasTiledPlanes ? JoinPlanes(file, header)
            : header.IsLab8 ? Load(RelabelAsRgb(file, header), 0, header)
            : Load(file, header.Page, header);
        using var channels = header.ChannelsThatCount(stored);
        using var straight = header.HasTiledPlanes && header.AlphaKind == Premultiplied
            ? Straight(channels)
            : channels.Copy();
        return header.IsLab && straight.Interpretation is not (Enums.Interpretation.Lab or Enums.Interpretation.Labs)
            ? ToLab(straight)
            : straight.Copy();
    }

    private static Image Load(byte[] file, int page, TiffHeader header) =>
        // libtiff allows 50 MB a file otherwise, and a whole photo may lie in one strip.
        Image.TiffloadBuffer(
            file,
            page: page,
            unlimited: header.BlockBytes > 40_000_000,
            access: Enums.Access.Sequential,
            failOn: Enums.FailOn.Error);

    private static Image JoinPlanes(byte[] file, TiffHeader header)
    {
        var pages = Enumerable.Range(0, header.Samples).Select(plane => PlaneAsPage(file, header, plane)).ToList();
        var written = new TiffRewriter(file, header.Directory).Write(pages);
        var planes = pages.Select((_, page) => Load(written, page, header)).ToArray();
        if (planes is [var only])
        {
            return only;
        }

        try
        {
            using var joined = planes[0].Bandjoin(planes[1..]);
            return joined.Copy(interpretation: header.InterpretationOf(joined.Format));
        }
        finally
        {
            Array.ForEach(planes, plane => plane.Dispose());
        }
    }

    /// <summary>The tiles of one plane as a grey picture; those of all planes lie one after the other.</summary>
    private static Dictionary<int, long[]> PlaneAsPage(byte[] file, TiffHeader header, int plane)
    {
        var tiles = header.TilesPerPlane;
        long[] Of(TiffTag tag) =>
            header.ReadAll(file, tag) is var all && all.Count >= (long)tiles * header.Samples
                ? [.. all.Skip(plane * tiles).Take(tiles)]
                : throw HeaderBytes.Damaged();
        var isWhole = header.Samples == 1;
        var changes = isWhole ? [] : OfSeveralSamples.ToDictionary(tag => tag, _ => Array.Empty<long>());
        changes[(int)TiffTag.BitsPerSample] = [header.Bits];
        changes[(int)TiffTag.SamplesPerPixel] = [1];
        changes[(int)TiffTag.PlanarConfiguration] = [1];
        changes[(int)TiffTag.Photometric] = [plane == 0 ? header.PhotometricOfFirstPlane : BlackIsZero];
        changes[(int)TiffTag.TileOffsets] = Of(TiffTag.TileOffsets);
        changes[(int)TiffTag.TileByteCounts] = Of(TiffTag.TileByteCounts);
        return changes;
    }

    private static byte[] RelabelAsRgb(byte[] file, TiffHeader header) => new TiffRewriter(file, header.Directory).Write(
    [
        new Dictionary<int, long[]>
        {
            [(int)TiffTag.Photometric] = [Rgb],
            [(int)TiffTag.SampleFormat] = [],
        },
    ]);

    private static Image Straight(Image premultiplied)
    {
        using var straight = premultiplied.Unpremultiply();
        return straight.Cast(premultiplied.Format);
    }

    /// <summary>L* is unsigned and a*, b* have a sign, in units of 1 or 1/256 (TIFF 6.0, section 23).</summary>
    private static Image ToLab(Image samples)
    {
        var isDeep = samples.Format == Enums.BandFormat.Ushort;
        var (sign, most) = isDeep ? (32768, 65535.0) : (128, 255.0);
        var unit = isDeep ? 1 / 256.0 : 1;
        // What is behind is alpha, 0..255.
        var (flips, scales, shifts) = samples.Bands == 3
            ? (new[] { 0, sign, sign }, new[] { 100 / most, unit, unit }, new double[] { 0, -128, -128 })
            : ([0, sign, sign, 0], [100 / most, unit, unit, 255 / most], [0, -128, -128, 0]);
        using var signed = samples.BooleanConst(Enums.OperationBoolean.Eor, [.. flips.Select(flip => (double)flip)]);
        using var lab = signed.Linear(scales, shifts);
        return lab.Copy(interpretation: Enums.Interpretation.Lab);
    }
}
