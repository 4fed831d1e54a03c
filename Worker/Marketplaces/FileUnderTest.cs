using System.Globalization;
using OpenCvSharp;

namespace Pipeline.Worker.Marketplaces;

/// <summary>Every measure of one file; each is taken when a rule asks for it.</summary>
internal sealed class FileUnderTest : IDisposable
{
    private readonly byte[] _file;
    private readonly string _name;
    private readonly string? _format;
    private readonly WrittenPicture? _picture;
    private readonly string _trouble;
    private readonly PictureMeasures? _measures;

    /// <exception cref="ArgumentException">The alpha has another size than the picture.</exception>
    public FileUnderTest(byte[] file, string name, Mat? alpha)
    {
        _file = file;
        _name = name;
        _format = FileFormat.Of(file);
        _picture = WrittenPictureReader.Read(file, _format, out _trouble);
        _measures = _picture is null ? null : new PictureMeasures(_picture, alpha);
    }

    public Measured Measure(RuleMeasure measure) => measure switch
    {
        // That a format cannot be read here is no fault of the file.
        RuleMeasure.Readable => _picture is not null ? Measured.Of(1, "read whole")
            : _format is FileFormat.Bmp or FileFormat.Heif ? Measured.Not($"{_format} is not read here")
            : Measured.Of(0, _trouble.TrimEnd('.')),
        RuleMeasure.Bytes => Measured.Of(
            _file.LongLength, string.Create(CultureInfo.InvariantCulture, $"{_file.LongLength:#,0} bytes")),
        RuleMeasure.Format => Measured.Of(_format ?? "another format"),
        RuleMeasure.FileName => Gtin.IsGtin14(Path.GetFileNameWithoutExtension(_name))
            ? Measured.Of("a GTIN-14", "the name is a GTIN-14")
            : Measured.Of("another name", "the name is no GTIN-14 with its check digit"),
        RuleMeasure.Ending => _format is null ? Measured.Not("the format is not known")
            : FileFormat.Fits(_format, _name) ? Measured.Of("of its format", $"the ending is one of {_format}")
            : Measured.Of("of another format", $"the ending is none of {_format}"),
        _ => _measures?.Measure(measure) ?? Measured.Not("the picture cannot be read"),
    };

    public void Dispose()
    {
        _measures?.Dispose();
        _picture?.Dispose();
    }
}
