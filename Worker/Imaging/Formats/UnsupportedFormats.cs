namespace Pipeline.Worker.Imaging.Formats;

/// <summary>Image formats that are recognised so that a refusal can name them, and are not decoded.</summary>
internal static class UnsupportedFormats
{
    private const string Convert = "convert it to JPEG or PNG.";
    private const string Develop = "develop it with a raw converter and export it as JPEG, PNG or TIFF.";
    private const string Flatten = "open it in an image editor and export it as PNG or TIFF.";

    /// <summary>Where the mark stands, the mark, what to call the file, what to do.</summary>
    private static readonly (int At, byte[] Mark, string Name, string Advice)[] Marks =
    [
        (0, [0xFF, 0x0A], "JPEG XL image", Convert),
        (0, [0, 0, 0, 12, .. "JXL "u8, 0x0D, 0x0A, 0x87, 0x0A], "JPEG XL image", Convert),
        (0, [0, 0, 0, 12, .. "jP  "u8, 0x0D, 0x0A, 0x87, 0x0A], "JPEG 2000 image", Convert),
        (0, [0xFF, 0x4F, 0xFF, 0x51], "JPEG 2000 image", Convert),
        (0, [.. "II"u8, 0xBC], "JPEG XR image", Convert),
        (0, [.. "8BPS"u8, 0, 1], "Photoshop file (PSD)", Flatten),
        (0, [.. "8BPS"u8, 0, 2], "Photoshop file (PSB)", Flatten),
        (0, [.. "gimp xcf"u8], "GIMP file (XCF)", Flatten),
        (8, [.. "CR"u8, 2], "camera raw photo (CR2)", Develop),
        (6, [.. "HEAPCCDR"u8], "camera raw photo (CRW)", Develop),
        (0, [.. "FUJIFILMCCD-RAW"u8], "camera raw photo (RAF)", Develop),
        (0, [.. "IIRO"u8], "camera raw photo (ORF)", Develop),
        (0, [.. "IIRS"u8], "camera raw photo (ORF)", Develop),
        (0, [.. "MMOR"u8], "camera raw photo (ORF)", Develop),
        (0, [.. "IIU"u8, 0], "camera raw photo (RW2)", Develop),
        (0, [.. "FOVb"u8], "camera raw photo (X3F)", Develop),
        (0, [0, .. "MRM"u8], "camera raw photo (MRW)", Develop),
        (0, [.. "#?RADIANCE"u8], "Radiance HDR image", Convert),
        (0, [0x76, 0x2F, 0x31, 0x01], "OpenEXR image", Convert),
        (0, [.. "qoif"u8], "QOI image", Convert),
        (0, [.. "DDS "u8], "DirectDraw Surface image", Convert),
        (0, [.. "BPG"u8, 0xFB], "BPG image", Convert),
        (0, [0x8A, .. "MNG"u8, 0x0D, 0x0A, 0x1A, 0x0A], "MNG animation", Convert),
    ];

    /// <returns>A sentence on what the file is and what to do; null where no such format is recognised.</returns>
    public static string? Explain(ReadOnlySpan<byte> file)
    {
        foreach (var (at, mark, name, advice) in Marks)
        {
            if (file.Length >= at + mark.Length && file[at..].StartsWith(mark))
            {
                return Sentence(name, advice);
            }
        }

        return HeifBrands.Find(file) switch
        {
            HeifKind.Heic => Sentence("HEIC image", Convert),
            HeifKind.Heif => Sentence("HEIF image", Convert),
            HeifKind.Cr3 => Sentence("camera raw photo (CR3)", Develop),
            _ => IsSvg(file) ? Sentence("SVG drawing", "export it as PNG.")
                : IsPortable(file) ? Sentence("PNM image", Convert)
                : null,
        };
    }

    /// <summary>Raw formats that are TIFF files, which only their tags tell apart.</summary>
    /// <param name="name">Such as <c>DNG</c>; null where only the layout gives it away.</param>
    public static string ExplainRaw(string? name) =>
        Sentence(name is null ? "camera raw photo" : $"camera raw photo ({name})", Develop);

    private static string Sentence(string name, string advice) =>
        $"The file is {(name[0] is 'M' or 'S' or 'O' ? "an" : "a")} {name}, which is not supported; {advice}";

    /// <summary>The element has to stand near the beginning; text may come before it.</summary>
    private static bool IsSvg(ReadOnlySpan<byte> file) =>
        (file.StartsWith("<?xml"u8) || file.StartsWith("<svg"u8))
        && file[..Math.Min(file.Length, 1024)].IndexOf("<svg"u8) >= 0;

    /// <summary>P1 to P7, PF and Pf, then white space.</summary>
    private static bool IsPortable(ReadOnlySpan<byte> file) =>
        file is [(byte)'P', (>= (byte)'1' and <= (byte)'7') or (byte)'F' or (byte)'f', (byte)' ' or (byte)'\n' or (byte)'\r', ..];
}
