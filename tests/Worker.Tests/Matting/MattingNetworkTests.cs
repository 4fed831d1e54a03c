using OpenCvSharp;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Tests.Support;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Tests.Matting;

/// <summary>Parts of a picture that are handed to a matting network together.</summary>
public sealed class MattingNetworkTests : IDisposable
{
    private readonly TemporaryModels _models = new();
    private readonly List<Mat> _planes = [];

    public void Dispose()
    {
        _planes.ForEach(plane => plane.Dispose());
        _models.Dispose();
    }

    [Fact]
    public void Each_part_of_whatever_size_gets_its_own_alpha_in_its_place()
    {
        var model = _models.Open("indexnet", SmallGraphs.Matter(ofRed: 1, ofTrimap: 0));
        int[] sides = [32, 64, 32, 32, 64, 32, 32, 32, 96];
        var parts = sides.Select((side, i) => Part(side, red: 20 * i)).ToList();

        var alphas = MattingNetwork.RunAll(model, parts, CancellationToken.None);
        _planes.AddRange(alphas);

        Assert.Equal(sides, alphas.Select(alpha => alpha.Rows));
        Assert.All(alphas.Index(), alpha =>
        {
            using var expected = new Mat(alpha.Item.Size(), MatType.CV_32FC1, Scalar.All(20 * alpha.Index / 255.0));
            Assert.InRange(Cv2.Norm(alpha.Item, expected, NormTypes.INF), 0, 1e-5);
        });
    }

    [Fact]
    public void One_part_that_gets_no_number_fails_all_of_the_picture()
    {
        var model = _models.Open("indexnet", SmallGraphs.Matter(ofRed: float.NaN));

        Assert.Throws<InvalidOperationException>(() => MattingNetwork.RunAll(model, [Part(32, 1), Part(32, 2)], CancellationToken.None));
    }

    [Fact]
    public void Who_is_cancelled_gets_nothing()
    {
        var model = _models.Open("indexnet", SmallGraphs.Matter());
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => MattingNetwork.RunAll(model, [Part(32, 1), Part(64, 2)], cancelled.Token));
    }

    private (Mat Picture, Mat Trimap) Part(int side, int red)
    {
        var picture = new Mat(side, side, MatType.CV_8UC3, new Scalar(7, 9, red));
        var trimap = new Mat(side, side, MatType.CV_8UC1, new Scalar(Trimap.Unknown));
        _planes.AddRange([picture, trimap]);
        return (picture, trimap);
    }
}
