using OpenCvSharp;
using Pipeline.Measure.Reference;

namespace Pipeline.Measure.Tests;

/// <summary>The benchmark beside PyTorch, as far as it goes without PyTorch.</summary>
public sealed class ReferenceCommandTests : IDisposable
{
    private readonly TruthOnDisk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Theory]
    [InlineData("/bin/false")]
    [InlineData("/no/such/interpreter")]
    public async Task An_interpreter_without_PyTorch_ends_it_with_what_to_install(string python)
    {
        var (exitCode, output, error) = await MeasureProgram.RunAsync(
            "reference", _disk.At("photo.jpg"), "--python", python, "--work", _disk.At("work"));

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(python, error, StringComparison.Ordinal);
        Assert.Contains("apt-get install python3-torch", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_disk.At("work")));
    }

    [Fact]
    public async Task A_setting_that_there_is_not_is_refused_with_those_that_there_are()
    {
        var (exitCode, _, error) = await MeasureProgram.RunAsync(
            "reference", _disk.At("photo.jpg"), "--settings", "fastest");

        Assert.Equal(2, exitCode);
        Assert.Contains("'fastest'", error, StringComparison.Ordinal);
        Assert.All(ChainSetting.Names, name => Assert.Contains(name, error, StringComparison.Ordinal));
    }

    [Fact]
    public void Alpha_of_a_matte_and_of_a_cutout_is_compared_where_either_is_fractional()
    {
        using var matte = new Mat(2, 2, MatType.CV_8UC1, Scalar.All(0));
        matte.Set(0, 0, (byte)255);
        matte.Set(0, 1, (byte)100);
        using var cutout = new Mat(2, 2, MatType.CV_8UC4, new Scalar(9, 9, 9, 0));
        cutout.Set(0, 0, new Vec4b(9, 9, 9, 255));
        cutout.Set(0, 1, new Vec4b(9, 9, 9, 106));
        cutout.Set(1, 1, new Vec4b(9, 9, 9, 2));
        _disk.Write("matte.png", matte);
        _disk.Write("cutout.png", cutout);

        var difference = AlphaDifference.Of(_disk.At("matte.png"), _disk.At("cutout.png"));

        Assert.Equal(new AlphaDifference(4, 6, 0.5), difference);
    }
}
