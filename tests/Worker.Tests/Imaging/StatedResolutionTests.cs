using NetVips;
using Pipeline.Corpus;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Imaging;

public sealed class StatedResolutionTests
{
    private static readonly Chart Chart = Chart.Make(32, 24);

    [Theory]
    [InlineData("jpg")]
    [InlineData("png")]
    [InlineData("tif")]
    [InlineData("webp")]
    public void Pixels_per_inch_are_told_as_the_file_states_them(string format)
    {
        using var photo = Decoding.Decode(Save(format, 300 / 25.4, 300 / 25.4));

        Assert.Equal(300, photo.Facts.Dpi!.Value, 0.5);
    }

    [Fact]
    public void A_bitmap_states_pixels_per_metre()
    {
        var bitmap = BmpFile.Write(40, 16, 16, 24, 0, [], [], new byte[16 * 48]);

        using var photo = Decoding.Decode(bitmap);

        Assert.Equal(300, photo.Facts.Dpi!.Value, 0.1);
    }

    [Theory]
    [InlineData("jpg")]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("gif")]
    public void Without_a_statement_there_is_none(string format)
    {
        using var photo = Decoding.Decode(Save(format, 1, 1));

        Assert.Null(photo.Facts.Dpi);
    }

    [Theory]
    [InlineData(1, 240, 240.0)]
    [InlineData(2, 100, 254.0)]
    [InlineData(0, 72, null)]
    public void A_jpegs_own_header_counts_with_its_unit_and_without_one_it_is_a_shape(
        int unit, int density, double? dpi)
    {
        var bare = Chart.ToImage().JpegsaveBuffer(keep: Enums.ForeignKeep.None);
        var header = new ByteWriter(isBigEndian: true).Add(0xFF, 0xD8, 0xFF, 0xE0).UInt16(16).Text("JFIF").Add(0, 1, 2)
            .Add((byte)unit).UInt16(density).UInt16(density).Add(0, 0);

        using var photo = Decoding.Decode([.. header.ToArray(), .. bare[2..]]);

        Assert.Equal(dpi, photo.Facts.Dpi is { } stated ? Math.Round(stated) : null);
    }

    [Fact]
    public void One_figure_for_each_direction_is_none()
    {
        using var photo = Decoding.Decode(Save("png", 300 / 25.4, 150 / 25.4));

        Assert.Null(photo.Facts.Dpi);
    }

    private static byte[] Save(string format, double x, double y)
    {
        using var image = Chart.ToImage().Copy(xres: x, yres: y);
        return format switch
        {
            "jpg" => image.JpegsaveBuffer(),
            "png" => image.PngsaveBuffer(),
            "tif" => image.TiffsaveBuffer(),
            "webp" => image.WebpsaveBuffer(),
            _ => image.GifsaveBuffer(),
        };
    }
}
