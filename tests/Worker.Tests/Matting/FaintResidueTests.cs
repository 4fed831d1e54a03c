using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;

namespace Pipeline.Worker.Tests.Matting;

public sealed class FaintResidueTests
{
    [Fact]
    public void Only_what_is_faint_and_far_from_substance_goes()
    {
        using var matte = new AlphaMatte(new Mat(1200, 60, MatType.CV_8UC1, new Scalar(9)));
        matte.Plane.Set<byte>(600, 30, 40);
        matte.Plane.Set<byte>(100, 10, 13);

        FaintResidue.RemovedFrom(matte);

        using var left = matte.Plane[new Rect(22, 592, 17, 17)];
        Assert.Equal(17 * 17, left.CountNonZero());
        Assert.Equal(13, matte.Plane.At<byte>(100, 10));
        Assert.Equal((17 * 17) + 1, matte.Plane.CountNonZero());
    }

    [Theory]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(1023)]
    public void Strips_do_not_show(int row)
    {
        using var matte = new AlphaMatte(new Mat(1200, 60, MatType.CV_8UC1, new Scalar(5)));
        matte.Plane.Set<byte>(row, 30, 255);

        FaintResidue.RemovedFrom(matte);

        Assert.Equal(17 * 17, matte.Plane.CountNonZero());
    }
}
