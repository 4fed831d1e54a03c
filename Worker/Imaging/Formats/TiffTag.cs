namespace Pipeline.Worker.Imaging.Formats;

/// <summary>Tags of TIFF 6.0 that decide what a picture is.</summary>
internal enum TiffTag
{
    NewSubfileType = 254,
    SubfileType = 255,
    Width = 256,
    Height = 257,
    BitsPerSample = 258,
    Compression = 259,
    Photometric = 262,
    SamplesPerPixel = 277,
    RowsPerStrip = 278,
    PlanarConfiguration = 284,
    TileWidth = 322,
    TileHeight = 323,
    TileOffsets = 324,
    TileByteCounts = 325,
    SubDirectories = 330,
    InkSet = 332,
    ExtraSamples = 338,
    SampleFormat = 339,
    DngVersion = 50706,
}
