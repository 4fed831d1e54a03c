using System.Text.Json.Serialization;

namespace Pipeline.Worker.Marketplaces;

/// <summary>What is measured of a written file. Numbers have the unit that is named here.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleMeasure>))]
public enum RuleMeasure
{
    /// <summary>1 when every pixel decodes, else 0. Demanded of every file, in no marketplace's words.</summary>
    Readable,

    /// <summary>Per cent of the background that is exactly 255,255,255; transparent does not count.</summary>
    WhiteBackground,

    /// <summary>Per cent of the background that is exactly 255,255,255 or wholly transparent.</summary>
    WhiteOrTransparentBackground,

    /// <summary>As <see cref="WhiteBackground"/> of a light or plain background; not checked of others.</summary>
    WhiteOrPhotoBackground,

    /// <summary>Per cent: the greater of box width / width and box height / height of what is not background.</summary>
    Fill,

    /// <summary>Per cent of the side: the least distance between the product's box and an edge.</summary>
    Margin,

    /// <summary>How many edges the product's box reaches, 0..4.</summary>
    SidesTouched,

    /// <summary>Per cent of the side, the greater: from the middle of the product's box to the frame's.</summary>
    OffCentre,

    /// <summary>How many sides have a straight step of colour along them, 0..4; four are a drawn frame.</summary>
    FrameLines,

    /// <summary>Pixels, upright.</summary>
    LongestSide,

    /// <summary>Pixels, upright.</summary>
    ShortestSide,

    /// <summary>Pixels, upright.</summary>
    Width,

    /// <summary>Pixels, upright.</summary>
    Height,

    /// <summary>Pixels.</summary>
    WidthPlusHeight,

    /// <summary>Millions of pixels.</summary>
    Megapixels,

    /// <summary>Height / width, upright.</summary>
    Ratio,

    /// <summary>Size of the file.</summary>
    Bytes,

    /// <summary>JPEG, PNG, WebP, GIF, TIFF, BMP or HEIF (also AVIF), by the first bytes.</summary>
    Format,

    /// <summary>Bits per channel.</summary>
    BitDepth,

    /// <summary>sRGB (also without a profile), RGB of another profile, grey or CMYK.</summary>
    ColourSpace,

    /// <summary>Frames or pages.</summary>
    Frames,

    /// <summary>Of EXIF, 1..8; 1 is stored upright.</summary>
    Orientation,

    /// <summary>Whether the name without its ending is a GTIN-14 with the right check digit.</summary>
    FileName,

    /// <summary>Whether the name's ending is one of the file's format.</summary>
    Ending,
}
