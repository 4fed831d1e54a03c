namespace Pipeline.Worker.Imaging.Formats;

/// <summary>What an ISO base media file (ISO/IEC 14496-12) holds, by its brands.</summary>
internal enum HeifKind
{
    /// <summary>AV1 images.</summary>
    Avif,

    /// <summary>HEVC images, as phones write them.</summary>
    Heic,

    /// <summary>Images in another codec (ISO/IEC 23008-12).</summary>
    Heif,

    /// <summary>Canon's camera raw.</summary>
    Cr3,
}
